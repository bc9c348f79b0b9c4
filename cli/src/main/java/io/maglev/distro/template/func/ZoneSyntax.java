package io.maglev.distro.template.func;

import java.util.Optional;

/** Time zones within a time, as Go's {@code time} package reads them. */
final class ZoneSyntax {
  private ZoneSyntax() {}

  /** {@code parseTimeZone}: the length of the abbreviation at the start; 0 if there is none. */
  static int nameLength(String text) {
    if (text.length() < 3) {
      return 0;
    }
    if (text.startsWith("ChST") || text.startsWith("MeST")) {
      return 4;
    }
    if (text.startsWith("GMT")) {
      return 3 + signedLength(text.substring(3));
    }
    if (text.startsWith("+") || text.startsWith("-")) {
      return signedLength(text);
    }
    int upper = 0;
    while (upper < 6 && upper < text.length() && isUpper(text.charAt(upper))) {
      upper++;
    }
    return switch (upper) {
      case 3 -> 3;
      case 4 -> text.charAt(3) == 'T' || text.startsWith("WITA") ? 4 : 0;
      case 5 -> text.charAt(4) == 'T' ? 5 : 0;
      default -> 0;
    };
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** A sign and hours up to 23, or 0. */
  private static int signedLength(String text) {
    if (text.isEmpty() || (text.charAt(0) != '+' && text.charAt(0) != '-')) {
      return 0;
    }
    int end = 1;
    while (end < text.length() && end < 9 && GoLayout.isDigit(text.charAt(end))) {
      end++;
    }
    return end > 1 && Integer.parseInt(text.substring(1, end)) <= 23 ? end : 0;
  }

  /** The seconds that an offset at the start of a text means, written as the element shows. */
  static Optional<Integer> offset(String element, String text) {
    if (text.length() < element.length()) {
      return Optional.empty();
    }
    char sign = text.charAt(0);
    if (sign != '+' && sign != '-') {
      return Optional.empty();
    }
    int[] parts = new int[3];
    int part = 0;
    for (int i = 1; i < element.length(); ) {
      if (element.charAt(i) == ':') {
        if (text.charAt(i++) != ':') {
          return Optional.empty();
        }
        continue;
      }
      String digits = text.substring(i, i + 2);
      if (!GoLayout.isDigit(digits.charAt(0)) || !GoLayout.isDigit(digits.charAt(1))) {
        return Optional.empty();
      }
      parts[part++] = Integer.parseInt(digits);
      i += 2;
    }
    int seconds = (parts[0] * 60 + parts[1]) * 60 + parts[2];
    boolean possible = parts[0] <= 18 && parts[1] <= 60 && parts[2] <= 60 && seconds <= 18 * 3600;
    return possible ? Optional.of(sign == '-' ? -seconds : seconds) : Optional.empty();
  }
}
