package io.maglev.distro.yaml;

/** What untrusted input may cost; far above anything a chart needs, far below what hurts. */
final class Limits {
  /** Levels of nesting. Go stops at 10000, which would overflow a Java thread's stack. */
  static final int DEPTH = 256;

  /** Characters of one stream. */
  static final int LENGTH = 32 * 1024 * 1024;

  /** Scalars, lists and maps of one stream; the largest public chart index has half as many. */
  static final int NODES = 2_000_000;

  private Limits() {}

  static String tooLong(String text) {
    return "document has " + text.length() + " characters, limit " + LENGTH;
  }
}
