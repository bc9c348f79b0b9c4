package io.maglev.distro.yaml;

/** What untrusted input may cost; far above anything a chart needs, far below what hurts. */
final class Limits {
  /** Levels of nesting. Go stops at 10000, which would overflow a Java thread's stack. */
  static final int DEPTH = 1000;

  /** Characters of one document. */
  static final int LENGTH = 64 * 1024 * 1024;

  private Limits() {}
}
