package io.maglev.distro.bundle;

/** Untrusted text for messages: nothing that could garble a terminal, and not too much of it. */
final class Printable {
  private static final int LONGEST = 120;

  private Printable() {}

  static String of(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }
}
