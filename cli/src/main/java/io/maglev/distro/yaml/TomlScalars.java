package io.maglev.distro.yaml;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the strings, numbers, booleans and dates of TOML. Holds no state but the cursor. */
final class TomlScalars {
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(?:(\\d{4})-(\\d\\d)-(\\d\\d))?(?:(?:^|[Tt ])(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,]\\d+)?)?"
              + "(?:[Zz]|[+-](\\d\\d):(\\d\\d))?)?");
  private static final String ESCAPES = "btnfre\"\\";
  private static final String ESCAPED = "\b\t\n\f\r\u001b\"\\";

  private final TomlCursor cursor;

  TomlScalars(TomlCursor cursor) {
    this.cursor = cursor;
  }

  /** A quoted string of one line; the cursor stands at its opening quote. */
  String string() {
    int quote = cursor.next();
    StringBuilder text = new StringBuilder();
    while (cursor.peek() != quote) {
      int c = cursor.peek();
      if (c == TomlCursor.END) {
        String expected = quote == '"' ? "'\"'" : "\"'\"";
        throw cursor.fail("unexpected EOF; expected " + expected);
      }
      if (c == '\n' || c == '\r') {
        throw cursor.fail("strings cannot contain newlines");
      }
      cursor.next();
      if (c == '\\' && quote == '"') {
        escape(text);
      } else {
        text.appendCodePoint(c);
      }
    }
    cursor.next();
    return text.toString();
  }

  /** A string in triple quotes; the cursor stands at the first. */
  String multiline() {
    char quote = (char) cursor.peek();
    String closing = String.valueOf(quote).repeat(3);
    cursor.accept(closing);
    if (!cursor.accept("\r\n") && cursor.peek() == '\n') {
      cursor.next();
    }
    StringBuilder text = new StringBuilder();
    while (!cursor.startsWith(closing) || cursor.startsWith(closing + quote)) {
      int c = cursor.peek();
      if (c == TomlCursor.END) {
        String mark = quote == '"' ? "'\"\"\"'" : "\"'''\"";
        throw cursor.fail("unexpected EOF; expected " + mark);
      }
      if (cursor.startsWith(closing + closing)) {
        throw cursor.fail("unexpected " + (quote == '"' ? "'\"\"\"\"\"\"'" : "\"''''''\""));
      }
      cursor.next();
      if (c == '\\' && quote == '"') {
        if (!skipEscapedBreak()) {
          escape(text);
        }
      } else {
        text.appendCodePoint(c);
      }
    }
    cursor.accept(closing);
    return text.toString();
  }

  /** Passes the white space behind a backslash that ends its line. */
  private boolean skipEscapedBreak() {
    int ahead = 0;
    while (cursor.startsWith(" ".repeat(ahead + 1))) {
      ahead++;
    }
    String blanks = " ".repeat(ahead);
    if (!cursor.startsWith(blanks + "\n") && !cursor.startsWith(blanks + "\r\n")) {
      return false;
    }
    while (" \t\r\n".indexOf(cursor.peek()) >= 0) {
      cursor.next();
    }
    return true;
  }

  private void escape(StringBuilder text) {
    int c = cursor.peek();
    int known = ESCAPES.indexOf(c);
    if (c != TomlCursor.END && known >= 0) {
      cursor.next();
      text.append(ESCAPED.charAt(known));
      return;
    }
    int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits == 0) {
      throw cursor.fail("invalid escape in string '\\%s'".formatted(cursor.nextAsText()));
    }
    cursor.next();
    int start = cursor.position();
    for (int i = 0; i < digits; i++) {
      int digit = cursor.next();
      if (digit >= 0x80 || Character.digit(digit, 16) < 0) {
        String many = digits == 2 ? "two" : digits == 4 ? "four" : "eight";
        throw cursor.fail(
            "expected %s hexadecimal digits after '\\%c', but got %s instead"
                .formatted(many, c, GoStringQuote.quote(cursor.since(start - 2))));
      }
    }
    long value = Long.parseLong(cursor.since(start), 16);
    if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
      throw cursor.fail(
          "Escaped character '\\u%s' is not valid UTF-8.".formatted(cursor.since(start)));
    }
    text.appendCodePoint((int) value);
  }

  /** A number or a date that starts with a digit. */
  Object numberOrDate() {
    int start = cursor.position();
    if (cursor.accept("0x")) {
      return prefixed(start, "0123456789abcdefABCDEF", "a hexadecimal");
    }
    if (cursor.accept("0o")) {
      return prefixed(start, "01234567", "an octal");
    }
    if (cursor.accept("0b")) {
      return prefixed(start, "01", "a binary");
    }
    skip("0123456789");
    int c = cursor.peek();
    if (c == '-' || c == ':') {
      skip("0123456789-:Tt .Zz+");
      return dateTime(cursor.since(start).strip());
    }
    return decimal(start);
  }

  /** A number that starts with a sign. */
  Object signed() {
    int start = cursor.position();
    cursor.next();
    int c = cursor.peek();
    if (cursor.accept("inf")) {
      return cursor.since(start).equals("-inf")
          ? Double.NEGATIVE_INFINITY
          : Double.POSITIVE_INFINITY;
    }
    if (cursor.accept("nan")) {
      return Double.NaN;
    }
    if (c == '.') {
      throw cursor.fail("floats must start with a digit, not '.'");
    }
    if (cursor.startsWith("0b") || cursor.startsWith("0o") || cursor.startsWith("0x")) {
      cursor.next();
      cursor.next();
      throw cursor.fail("cannot use sign with non-decimal numbers: '" + cursor.since(start) + "'");
    }
    if (c < '0' || c > '9') {
      throw cursor.failPast("expected a digit but got " + cursor.quotedNext());
    }
    return decimal(start);
  }

  private Object prefixed(int start, String digits, String name) {
    int first = cursor.peek();
    if (first == TomlCursor.END || digits.indexOf(first) < 0) {
      throw cursor.fail(
          "not " + name + " number: '" + cursor.since(start) + cursor.nextAsText() + "'");
    }
    skip(digits + "_");
    return integer(cursor.since(start));
  }

  private Object decimal(int start) {
    skip("0123456789_");
    int c = cursor.peek();
    if (c != '.' && c != 'e' && c != 'E') {
      return integer(cursor.since(start));
    }
    skip("0123456789_.-+eE");
    return floating(cursor.since(start));
  }

  private void skip(String characters) {
    while (cursor.peek() != TomlCursor.END && characters.indexOf(cursor.peek()) >= 0) {
      cursor.next();
    }
  }

  private Object integer(String text) {
    check("integer", text, underscoresFine(text), "underscores must be surrounded by digits");
    check("integer", text, !hasLeadingZero(text), "cannot have leading zeroes");
    String digits = text.replace("_", "");
    int base = digits.startsWith("0x") ? 16 : digits.startsWith("0o") ? 8 : 10;
    base = digits.startsWith("0b") ? 2 : base;
    BigInteger value = new BigInteger(base == 10 ? digits : digits.substring(2), base);
    if (value.bitLength() > 63) {
      throw cursor.fail(text + " is out of range for int64");
    }
    return value.longValue();
  }

  private Object floating(String text) {
    String[] parts = text.split("[.eE]+");
    for (String part : parts) {
      boolean fine = part.isEmpty() || underscoresFine(part);
      check("float", text, fine, "underscores must be surrounded by digits");
    }
    check("float", text, !hasLeadingZero(parts[0]), "cannot have leading zeroes");
    boolean dots = !text.matches(".*\\.([^0-9].*)?");
    check("float", text, dots, "'.' must be followed by one or more digits");
    double value;
    try {
      value = Double.parseDouble(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw cursor.fail("Invalid float value: " + GoStringQuote.quote(text));
    }
    if (Double.isInfinite(value)) {
      throw cursor.fail(text + " is out of range for float64");
    }
    return value;
  }

  private void check(String kind, String text, boolean fine, String problem) {
    if (!fine) {
      throw cursor.fail("Invalid " + kind + " " + GoStringQuote.quote(text) + ": " + problem);
    }
  }

  private static boolean hasLeadingZero(String text) {
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    return digits.length() > 1
        && digits.charAt(0) == '0'
        && (digits.length() < text.length() || "box".indexOf(digits.charAt(1)) < 0);
  }

  private static boolean underscoresFine(String text) {
    boolean digitBefore = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '_' && !digitBefore) {
        return false;
      }
      digitBefore = c < 0x80 && Character.digit(c, 16) >= 0;
    }
    return digitBefore;
  }

  /** Dates stay text, in the form Go prints them in JSON. */
  private String dateTime(String written) {
    String text = written.replace('t', 'T').replace(' ', 'T').replace('z', 'Z');
    Matcher parts = DATE_TIME.matcher(text);
    if (text.isEmpty() || !parts.matches() || !isDay(parts) || !isTime(parts)) {
      throw cursor.fail("invalid datetime: " + GoStringQuote.quote(text));
    }
    return text;
  }

  private static boolean isDay(Matcher parts) {
    if (parts.group(1) == null) {
      return parts.group(7) == null && !parts.group().matches(".*[Zz]");
    }
    try {
      LocalDate.of(
          Integer.parseInt(parts.group(1)),
          Integer.parseInt(parts.group(2)),
          Integer.parseInt(parts.group(3)));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isTime(Matcher parts) {
    return parts.group(4) == null
        || (Integer.parseInt(parts.group(4)) < 24
            && Integer.parseInt(parts.group(5)) < 60
            && (parts.group(6) == null || Integer.parseInt(parts.group(6)) < 60));
  }
}
