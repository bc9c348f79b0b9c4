package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Go's {@code time.ParseInLocation}. Not thread-safe. */
final class GoTimeParser {
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final List<String> DAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
  private static final int UNSET = -1;

  /** Reading takes time in proportion to its square. */
  private static final int MAX_LAYOUT = 10_000;

  private final String layout;
  private final String value;
  private final GoZone local;
  private String rest;
  private int year;
  private int month = UNSET;
  private int day = UNSET;
  private int yearDay = UNSET;
  private int hour;
  private int minute;
  private int second;
  private int nano;
  private boolean afternoon;
  private boolean morning;
  private Optional<Integer> offset = Optional.empty();
  private boolean utc;
  private String zoneName = "";

  private GoTimeParser(String layout, String value, GoZone local) {
    this.layout = layout;
    this.value = value;
    this.rest = value;
    this.local = local;
  }

  /**
   * Parses a time.
   *
   * @throws FunctionException with the text of Go's {@code ParseError}
   */
  static GoTime parse(String layout, String value, GoZone local) {
    if (layout.length() > MAX_LAYOUT) {
      throw new FunctionException(
          "a layout of " + layout.length() + " characters exceeds the limit of " + MAX_LAYOUT);
    }
    return new GoTimeParser(layout, value, local).run();
  }

  private GoTime run() {
    List<GoLayout.Element> elements = GoLayout.parse(layout);
    for (int i = 0; i < elements.size(); i++) {
      GoLayout.Element element = elements.get(i);
      String hold = rest;
      boolean fractionFollows =
          i + 1 < elements.size() && elements.get(i + 1).field().name().startsWith("FRACTION");
      try {
        if (!date(element)) {
          time(element, fractionFollows);
        }
      } catch (Mismatch e) {
        String found = element.field() == GoLayout.Field.LITERAL ? rest : hold;
        throw failure(": cannot parse " + quote(found) + " as " + quote(element.text()), true);
      }
    }
    if (!rest.isEmpty()) {
      throw failure(": extra text: " + quote(rest), false);
    }
    return result();
  }

  private FunctionException failure(String detail, boolean withLayout) {
    return new FunctionException(
        "parsing time " + quote(value) + (withLayout ? " as " + quote(layout) : "") + detail);
  }

  private boolean date(GoLayout.Element element) throws Mismatch {
    switch (element.field()) {
      case LITERAL -> literal(element.text());
      case YEAR -> {
        int short2 = digits(2, 2);
        year = short2 + (short2 >= 69 ? 1900 : 2000);
      }
      case LONG_YEAR -> year = digits(4, 4);
      case MONTH -> month = name(MONTHS, 3) + 1;
      case LONG_MONTH -> month = name(MONTHS, 0) + 1;
      case NUM_MONTH -> month = inRange(digits(1, 2), 1, 12, "month");
      case ZERO_MONTH -> month = inRange(digits(2, 2), 1, 12, "month");
      case WEEKDAY -> name(DAYS, 3);
      case LONG_WEEKDAY -> name(DAYS, 0);
      case UNDER_DAY -> {
        skipBlanks(1);
        day = digits(1, 2);
      }
      case DAY -> day = digits(1, 2);
      case ZERO_DAY -> day = digits(2, 2);
      case UNDER_YEAR_DAY -> {
        skipBlanks(2);
        yearDay = digits(1, 3);
      }
      case ZERO_YEAR_DAY -> yearDay = digits(3, 3);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void time(GoLayout.Element element, boolean fractionFollows) throws Mismatch {
    switch (element.field()) {
      case HOUR -> hour = inRange(digits(1, 2), 0, 23, "hour");
      case HOUR12 -> hour = inRange(digits(1, 2), 0, 12, "hour");
      case ZERO_HOUR12 -> hour = inRange(digits(2, 2), 0, 12, "hour");
      case MINUTE -> minute = inRange(digits(1, 2), 0, 59, "minute");
      case ZERO_MINUTE -> minute = inRange(digits(2, 2), 0, 59, "minute");
      case SECOND -> second(digits(1, 2), fractionFollows);
      case ZERO_SECOND -> second(digits(2, 2), fractionFollows);
      case UPPER_PM -> halfOfDay("AM", "PM");
      case LOWER_PM -> halfOfDay("am", "pm");
      case ZONE_NAME -> zoneName();
      case ZONE_OFFSET -> zoneOffset(element.text());
      case FRACTION_ZEROS -> {
        int length = element.text().length();
        if (rest.length() < length || fractionLength() < length) {
          throw new Mismatch();
        }
        fraction(length);
      }
      case FRACTION_NINES -> {
        if (fractionLength() > 1) {
          fraction(Math.min(fractionLength(), 10));
        }
      }
      default -> throw new IllegalStateException("no time of day: " + element);
    }
  }

  /** A run of blanks matches any run of blanks, also none at the end. */
  private void literal(String text) throws Mismatch {
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == ' ') {
        if (!rest.isEmpty() && rest.charAt(0) != ' ') {
          throw new Mismatch();
        }
        while (at < text.length() && text.charAt(at) == ' ') {
          at++;
        }
        skipBlanks(rest.length());
      } else {
        if (rest.isEmpty() || rest.charAt(0) != text.charAt(at)) {
          throw new Mismatch();
        }
        rest = rest.substring(1);
        at++;
      }
    }
  }

  private void skipBlanks(int most) {
    int count = 0;
    while (count < most && count < rest.length() && rest.charAt(count) == ' ') {
      count++;
    }
    rest = rest.substring(count);
  }

  private int digits(int least, int most) throws Mismatch {
    int count = 0;
    while (count < most && count < rest.length() && GoLayout.isDigit(rest.charAt(count))) {
      count++;
    }
    if (count < least) {
      throw new Mismatch();
    }
    int number = Integer.parseInt(rest.substring(0, count));
    rest = rest.substring(count);
    return number;
  }

  private int inRange(int number, int low, int high, String what) {
    if (number < low || number > high) {
      throw failure(": " + what + " out of range", false);
    }
    return number;
  }

  private int name(List<String> names, int abbreviatedTo) throws Mismatch {
    for (int i = 0; i < names.size(); i++) {
      String full = names.get(i);
      String name = abbreviatedTo == 0 ? full : full.substring(0, abbreviatedTo);
      if (rest.regionMatches(true, 0, name, 0, name.length())) {
        rest = rest.substring(name.length());
        return i;
      }
    }
    throw new Mismatch();
  }

  private void second(int number, boolean fractionFollows) {
    second = inRange(number, 0, 59, "second");
    if (!fractionFollows && fractionLength() > 1) {
      fraction(fractionLength());
    }
  }

  /** The length of a separator and digits at this place; 0 if there is no separator. */
  private int fractionLength() {
    if (rest.isEmpty() || (rest.charAt(0) != '.' && rest.charAt(0) != ',')) {
      return 0;
    }
    int length = 1;
    while (length < rest.length() && GoLayout.isDigit(rest.charAt(length))) {
      length++;
    }
    return length;
  }

  private void fraction(int length) {
    String digits = rest.substring(1, length) + "000000000";
    nano = Integer.parseInt(digits.substring(0, 9));
    rest = rest.substring(length);
  }

  private void halfOfDay(String before, String after) throws Mismatch {
    if (rest.startsWith(after)) {
      afternoon = true;
    } else if (rest.startsWith(before)) {
      morning = true;
    } else {
      throw new Mismatch();
    }
    rest = rest.substring(2);
  }

  private void zoneName() throws Mismatch {
    if (rest.startsWith("UTC")) {
      utc = true;
      rest = rest.substring(3);
      return;
    }
    int length = ZoneSyntax.nameLength(rest);
    if (length == 0) {
      throw new Mismatch();
    }
    zoneName = rest.substring(0, length);
    rest = rest.substring(length);
  }

  private void zoneOffset(String element) throws Mismatch {
    if (element.startsWith("Z") && rest.startsWith("Z")) {
      utc = true;
      rest = rest.substring(1);
      return;
    }
    offset = Optional.of(ZoneSyntax.offset(element, rest).orElseThrow(Mismatch::new));
    rest = rest.substring(element.length());
  }

  private GoTime result() {
    if (afternoon && hour < 12) {
      hour += 12;
    } else if (morning && hour == 12) {
      hour = 0;
    }
    resolveYearDay();
    month = month == UNSET ? 1 : month;
    day = day == UNSET ? 1 : day;
    if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      throw failure(": day out of range", false);
    }
    LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, second, nano);
    if (utc) {
      return at(time, 0, GoZone.UTC);
    }
    if (offset.isPresent()) {
      int seconds = offset.get();
      boolean isLocal = local.offset(time.toInstant(ZoneOffset.ofTotalSeconds(seconds))) == seconds;
      return at(time, seconds, isLocal ? local : GoZone.fixed(zoneName, seconds));
    }
    return zoneName.isEmpty()
        ? new GoTime(time.atZone(local.id()).toInstant(), local, local)
        : named(time);
  }

  private GoTime named(LocalDateTime time) {
    Optional<Integer> known = local.offsetOf(zoneName, time);
    if (known.isPresent()) {
      return at(time, known.get(), local);
    }
    boolean hours = zoneName.length() > 3 && zoneName.startsWith("GMT");
    int fake = hours ? Integer.parseInt(zoneName.substring(3)) * 3600 : 0;
    return at(time, 0, GoZone.fixed(zoneName, fake));
  }

  private GoTime at(LocalDateTime time, int seconds, GoZone zone) {
    return new GoTime(time.toInstant(ZoneOffset.ofTotalSeconds(seconds)), zone, local);
  }

  private void resolveYearDay() {
    if (yearDay == UNSET) {
      return;
    }
    if (yearDay < 1 || yearDay > Year.of(year).length()) {
      throw failure(": day-of-year out of range", false);
    }
    java.time.LocalDate date = Year.of(year).atDay(yearDay);
    if (month != UNSET && month != date.getMonthValue()) {
      throw failure(": day-of-year does not match month", false);
    }
    if (day != UNSET && day != date.getDayOfMonth()) {
      throw failure(": day-of-year does not match day", false);
    }
    month = date.getMonthValue();
    day = date.getDayOfMonth();
  }

  /** The quoting of Go's time package: bytes beyond ASCII in hexadecimal. */
  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\') {
        out.append('\\').append((char) b);
      } else if (b < ' ') {
        out.append(String.format(Locale.ROOT, "\\x%02x", b & 0xFF));
      } else {
        out.append((char) b);
      }
    }
    return out.append('"').toString();
  }

  /** The value does not look as the element wants it. */
  private static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch() {
      super(null, null, false, false);
    }
  }
}
