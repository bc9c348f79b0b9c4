package io.maglev.distro.template.func;

/** Masterminds/goutils' abbreviation with ellipses, on bytes. */
final class Abbreviation {
  private static final String MARKER = "...";

  private Abbreviation() {}

  /** The first bytes and an ellipsis, at most {@code width} long; widths below 4 change nothing. */
  static String abbreviate(String text, long width) {
    return width < 4 ? text : GoRunes.fromBytes(full(GoRunes.toBytes(text), 0, width));
  }

  /** As {@link #abbreviate} from {@code offset} on, with an ellipsis in front as well. */
  static String abbreviateBoth(String text, long offset, long width) {
    if (width < 4 || (offset > 0 && width < 7)) {
      return text;
    }
    return GoRunes.fromBytes(full(GoRunes.toBytes(text), offset, width));
  }

  private static String full(String text, long offset, long width) {
    if (text.length() <= width) {
      return text;
    }
    int kept = (int) width - MARKER.length();
    int start = (int) Math.max(Math.min(offset, text.length()), -1);
    if (text.length() - start < kept) {
      start = text.length() - kept;
    }
    if (start <= 4) {
      return text.substring(0, kept) + MARKER;
    }
    if (width < 7) {
      return "";
    }
    if (start + kept < text.length()) {
      String rest = text.substring(start);
      return MARKER + (kept < 4 ? "" : full(rest, 0, kept));
    }
    return MARKER + text.substring(text.length() - kept);
  }
}
