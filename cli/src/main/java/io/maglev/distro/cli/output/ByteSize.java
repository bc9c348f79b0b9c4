package io.maglev.distro.cli.output;

import java.util.Locale;

/** Numbers of bytes for people: {@code 812 B}, {@code 92.5 KiB}. */
public final class ByteSize {
  private static final String UNITS = "KMGT";

  private ByteSize() {}

  /** The size in the largest unit it has one of. */
  public static String of(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    while (size >= 1024 && unit < UNITS.length() - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %ciB", size, UNITS.charAt(unit));
  }
}
