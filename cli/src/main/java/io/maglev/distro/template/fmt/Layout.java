package io.maglev.distro.template.fmt;

import io.maglev.distro.template.Utf8;

/**
 * The flags, width and precision of one verb, and the scalars printed under them: Go's {@code
 * fmt.fmt}. Not thread-safe.
 */
final class Layout {
  final StringBuilder out;
  boolean hasWidth;
  boolean hasPrecision;
  boolean minus;
  boolean plus;
  boolean sharp;
  boolean space;
  boolean zero;

  /** {@code %+v}, which is another format than {@code %v} with a plus. */
  boolean plusV;

  /** {@code %#v}, Go syntax. */
  boolean sharpV;

  int width;
  int precision;

  Layout(StringBuilder out) {
    this.out = out;
  }

  void clear() {
    hasWidth = false;
    hasPrecision = false;
    minus = false;
    plus = false;
    sharp = false;
    space = false;
    zero = false;
    plusV = false;
    sharpV = false;
    width = 0;
    precision = 0;
  }

  /** Moves the flags that mean another format under {@code %v} to their own. */
  void startValueVerb() {
    sharpV = sharp;
    sharp = false;
    plusV = plus;
    plus = false;
  }

  /** Whether a decimal integer is nothing but its digits. */
  boolean isPlain() {
    return !hasWidth && !hasPrecision && !plus && !sharp && !space && !sharpV;
  }

  void pad(String text) {
    if (!hasWidth || width == 0) {
      out.append(text);
      return;
    }
    int missing = width - Utf8.runeCount(text);
    if (minus) {
      out.append(text);
      fill(missing);
    } else {
      fill(missing);
      out.append(text);
    }
  }

  private void padWithSpaces(String text) {
    boolean before = zero;
    zero = false;
    pad(text);
    zero = before;
  }

  private void fill(int count) {
    char with = zero && !minus ? '0' : ' ';
    for (int i = 0; i < count; i++) {
      out.append(with);
    }
  }

  void bool(boolean value) {
    pad(value ? "true" : "false");
  }

  void string(String text) {
    pad(truncate(text));
  }

  private String truncate(String text) {
    if (!hasPrecision || Utf8.runeCount(text) <= precision) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, precision));
  }

  void quoted(String text) {
    String shown = truncate(text);
    if (sharp && Quote.canBackquote(shown)) {
      pad('`' + shown + '`');
    } else {
      pad(plus ? Quote.quoteToAscii(shown) : Quote.quote(shown));
    }
  }

  void character(long value) {
    pad(Character.toString(rune(value)));
  }

  void quotedCharacter(long value) {
    pad(Quote.quoteRune(rune(value), plus));
  }

  private static int rune(long value) {
    return value >= 0 && value <= Character.MAX_CODE_POINT && Quote.isRune((int) value)
        ? (int) value
        : 0xFFFD;
  }

  /** The bytes in hexadecimal: {@code %x} of a string. */
  void hexBytes(byte[] bytes, boolean upper) {
    int length = hasPrecision ? Math.min(precision, bytes.length) : bytes.length;
    if (length == 0) {
      fill(hasWidth ? width : 0);
      return;
    }
    String digits = upper ? Quote.UPPER_HEX : Quote.LOWER_HEX;
    String prefix = upper ? "0X" : "0x";
    StringBuilder text = new StringBuilder(length * 2);
    for (int i = 0; i < length; i++) {
      if (space && i > 0) {
        text.append(' ');
      }
      if (sharp && (space || i == 0)) {
        text.append(prefix);
      }
      text.append(digits.charAt((bytes[i] >> 4) & 15)).append(digits.charAt(bytes[i] & 15));
    }
    if (!hasWidth) {
      out.append(text);
    } else if (minus) {
      out.append(text);
      fill(width - text.length());
    } else {
      fill(width - text.length());
      out.append(text);
    }
  }

  /** {@code %U}, a code point as U+0078. */
  void unicode(long value) {
    StringBuilder text =
        new StringBuilder(Long.toHexString(value).toUpperCase(java.util.Locale.ROOT));
    int least = hasPrecision && precision > 4 ? precision : 4;
    text.insert(0, "0".repeat(Math.max(0, least - text.length()))).insert(0, "U+");
    if (sharp && value >= 0 && value <= Character.MAX_CODE_POINT && Quote.isPrint((int) value)) {
      text.append(" '").appendCodePoint((int) value).append('\'');
    }
    padWithSpaces(text.toString());
  }

  /** An integer in base 2, 8, 10 or 16; the verb tells {@code %O} and {@code %X} apart. */
  void integer(long value, int base, boolean signed, int verb) {
    if (base == 10 && isPlain()) {
      out.append(value);
      return;
    }
    boolean negative = signed && value < 0;
    int least = leastDigits(negative);
    if (hasPrecision && precision == 0 && value == 0) {
      boolean before = zero;
      zero = false;
      fill(hasWidth ? width : 0);
      zero = before;
      return;
    }
    String digits = Long.toUnsignedString(negative ? -value : value, base);
    if (verb == 'X') {
      digits = digits.toUpperCase(java.util.Locale.ROOT);
    }
    StringBuilder text = new StringBuilder();
    text.append("0".repeat(Math.max(0, least - digits.length()))).append(digits);
    prefix(text, base, verb);
    if (negative) {
      text.insert(0, '-');
    } else if (plus) {
      text.insert(0, '+');
    } else if (space) {
      text.insert(0, ' ');
    }
    padWithSpaces(text.toString());
  }

  private int leastDigits(boolean negative) {
    if (hasPrecision) {
      return precision;
    }
    if (zero && !minus && hasWidth) {
      return negative || plus || space ? width - 1 : width;
    }
    return 0;
  }

  private void prefix(StringBuilder text, int base, int verb) {
    if (sharp) {
      if (base == 2) {
        text.insert(0, "0b");
      } else if (base == 8 && text.charAt(0) != '0') {
        text.insert(0, '0');
      } else if (base == 16) {
        text.insert(0, verb == 'X' ? "0X" : "0x");
      }
    }
    if (verb == 'O') {
      text.insert(0, "0o");
    }
  }

  /** A float with one of strconv's verbs; negative {@code digits} are the fewest that do. */
  void floating(double value, char verb, int digits) {
    int wanted = hasPrecision ? precision : digits;
    String number = Floats.format(value, verb, wanted);
    char sign = number.charAt(0) == '-' || number.charAt(0) == '+' ? number.charAt(0) : '+';
    String size = number.charAt(0) == sign ? number.substring(1) : number;
    if (space && sign == '+' && !plus) {
      sign = ' ';
    }
    if (size.charAt(0) == 'I' || size.charAt(0) == 'N') {
      boolean signless = size.charAt(0) == 'N' && !space && !plus;
      padWithSpaces(signless ? size : sign + size);
      return;
    }
    if (sharp && verb != 'b') {
      size = withPoint(size, verb, wanted);
    }
    signed(sign, size);
  }

  private void signed(char sign, String size) {
    if (!plus && sign == '+') {
      pad(size);
    } else if (zero && !minus && hasWidth && width > size.length() + 1) {
      out.append(sign);
      fill(width - size.length() - 1);
      out.append(size);
    } else {
      pad(sign + size);
    }
  }

  /** The sharp flag forces a decimal point and keeps trailing zeros. */
  private static String withPoint(String number, char verb, int precision) {
    boolean counts = verb == 'g' || verb == 'G' || verb == 'x';
    int digits = !counts ? 0 : precision == -1 ? 6 : precision;
    boolean isHex = verb == 'x' || verb == 'X';
    int end = 0;
    boolean nonZero = false;
    while (end < number.length() && !startsExponent(number.charAt(end), isHex)) {
      char c = number.charAt(end++);
      if (c != '.') {
        nonZero |= c != '0';
        digits -= nonZero ? 1 : 0;
      }
    }
    StringBuilder text = new StringBuilder(number.substring(0, end));
    if (text.indexOf(".") < 0) {
      digits -= text.toString().equals("0") ? 1 : 0;
      text.append('.');
    }
    return text.append("0".repeat(Math.max(0, digits)))
        .append(number, end, number.length())
        .toString();
  }

  private static boolean startsExponent(char c, boolean isHex) {
    return c == 'p' || c == 'P' || (!isHex && (c == 'e' || c == 'E'));
  }
}
