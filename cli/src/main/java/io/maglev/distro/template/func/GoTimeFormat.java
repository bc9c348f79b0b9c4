package io.maglev.distro.template.func;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Go's {@code Time.Format}. */
final class GoTimeFormat {
  private final GoTime time;
  private final ZonedDateTime fields;
  private final StringBuilder out = new StringBuilder();

  private GoTimeFormat(GoTime time) {
    this.time = time;
    this.fields = time.fields();
  }

  static String format(GoTime time, String layout) {
    GoTimeFormat format = new GoTimeFormat(time);
    GoLayout.parse(layout).forEach(format::append);
    return format.out.toString();
  }

  private void append(GoLayout.Element element) {
    switch (element.field()) {
      case LITERAL -> out.append(element.text());
      case YEAR -> number(Math.floorMod(fields.getYear(), 100), 2);
      case LONG_YEAR -> number(fields.getYear(), 4);
      case MONTH -> out.append(fields.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
      case LONG_MONTH ->
          out.append(fields.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case NUM_MONTH -> number(fields.getMonthValue(), 1);
      case ZERO_MONTH -> number(fields.getMonthValue(), 2);
      case WEEKDAY ->
          out.append(fields.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
      case LONG_WEEKDAY ->
          out.append(fields.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case DAY -> number(fields.getDayOfMonth(), 1);
      case UNDER_DAY -> spaced(fields.getDayOfMonth(), 2);
      case ZERO_DAY -> number(fields.getDayOfMonth(), 2);
      case UNDER_YEAR_DAY -> spaced(fields.getDayOfYear(), 3);
      case ZERO_YEAR_DAY -> number(fields.getDayOfYear(), 3);
      default -> appendOfDay(element);
    }
  }

  private void appendOfDay(GoLayout.Element element) {
    int hour12 = (fields.getHour() + 11) % 12 + 1;
    switch (element.field()) {
      case HOUR -> number(fields.getHour(), 2);
      case HOUR12 -> number(hour12, 1);
      case ZERO_HOUR12 -> number(hour12, 2);
      case MINUTE -> number(fields.getMinute(), 1);
      case ZERO_MINUTE -> number(fields.getMinute(), 2);
      case SECOND -> number(fields.getSecond(), 1);
      case ZERO_SECOND -> number(fields.getSecond(), 2);
      case UPPER_PM -> out.append(fields.getHour() >= 12 ? "PM" : "AM");
      case LOWER_PM -> out.append(fields.getHour() >= 12 ? "pm" : "am");
      case ZONE_NAME -> out.append(time.zoneName());
      case ZONE_OFFSET -> offset(element.text());
      case FRACTION_ZEROS, FRACTION_NINES -> fraction(element);
      default -> throw new IllegalStateException("no time of day: " + element);
    }
  }

  private void number(int value, int width) {
    String digits = Integer.toString(Math.abs(value));
    out.append(value < 0 ? "-" : "")
        .append("0".repeat(Math.max(0, width - digits.length())))
        .append(digits);
  }

  private void spaced(int value, int width) {
    String digits = Integer.toString(value);
    out.append(" ".repeat(width - digits.length())).append(digits);
  }

  private void offset(String element) {
    int seconds = fields.getOffset().getTotalSeconds();
    if (element.startsWith("Z") && seconds == 0) {
      out.append('Z');
      return;
    }
    out.append(seconds < 0 ? '-' : '+');
    int absolute = Math.abs(seconds);
    String colon = element.contains(":") ? ":" : "";
    int digits = element.replace(":", "").length() - 1;
    number(absolute / 3600, 2);
    if (digits >= 4) {
      out.append(colon);
      number(absolute / 60 % 60, 2);
    }
    if (digits >= 6) {
      out.append(colon);
      number(absolute % 60, 2);
    }
  }

  private void fraction(GoLayout.Element element) {
    int width = element.text().length() - 1;
    String digits = String.format("%09d", fields.getNano());
    String kept = width > 9 ? digits + "0".repeat(width - 9) : digits.substring(0, width);
    if (element.field() == GoLayout.Field.FRACTION_NINES) {
      kept = kept.replaceAll("0+$", "");
      if (kept.isEmpty()) {
        return;
      }
    }
    out.append(element.text().charAt(0)).append(kept);
  }
}
