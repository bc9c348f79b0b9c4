package io.maglev.distro.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises the dates go-yaml v2 tells from other scalars (its {@code parseTimestamp}). Such text
 * stays a string when read, but a string that looks so is quoted when written.
 */
final class GoTimestamp {
  private static final Pattern FORMAT =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})"
              + "(?:(?:[Tt](\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:[.,]\\d+)?(?:Z|[+-](\\d\\d):(\\d\\d)))"
              + "| +(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:[.,]\\d+)?)?");

  private GoTimestamp() {}

  static boolean matches(String text) {
    if (text.length() < 8 || text.charAt(4) != '-') {
      return false;
    }
    Matcher parts = FORMAT.matcher(text);
    return parts.matches() && isDay(parts) && isTime(parts, 4) && isTime(parts, 9) && isZone(parts);
  }

  private static boolean isDay(Matcher parts) {
    int month = Integer.parseInt(parts.group(2));
    int day = Integer.parseInt(parts.group(3));
    if (month < 1 || month > 12 || day < 1) {
      return false;
    }
    return day <= java.time.YearMonth.of(Integer.parseInt(parts.group(1)), month).lengthOfMonth();
  }

  private static boolean isTime(Matcher parts, int group) {
    return parts.group(group) == null
        || (Integer.parseInt(parts.group(group)) < 24
            && Integer.parseInt(parts.group(group + 1)) < 60
            && Integer.parseInt(parts.group(group + 2)) < 60);
  }

  private static boolean isZone(Matcher parts) {
    return parts.group(7) == null
        || (Integer.parseInt(parts.group(7)) <= 24 && Integer.parseInt(parts.group(8)) <= 60);
  }
}
