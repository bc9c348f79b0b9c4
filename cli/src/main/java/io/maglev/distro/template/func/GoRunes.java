package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/** What Go's {@code unicode} and {@code strings} packages decide otherwise than Java does. */
final class GoRunes {
  static final int REPLACEMENT = 0xFFFD;

  /** No function builds a text longer than this from a count, as templates are untrusted. */
  static final int MAX_LENGTH = 16 << 20;

  private GoRunes() {}

  /** {@code unicode.IsSpace}. */
  static boolean isSpace(int point) {
    return switch (point) {
      case '\t', '\n', 0x0B, '\f', '\r', ' ', 0x85, 0xA0 -> true;
      case 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> point >= 0x2000 && point <= 0x200A;
    };
  }

  /** {@code unicode.IsPunct}. */
  static boolean isPunct(int point) {
    return switch (Character.getType(point)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** {@code unicode.IsNumber}. */
  static boolean isNumber(int point) {
    return switch (Character.getType(point)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  /** {@code unicode.IsUpper}: the category, not the wider Unicode property that Java asks for. */
  static boolean isUpper(int point) {
    return Character.getType(point) == Character.UPPERCASE_LETTER;
  }

  /** {@code unicode.IsLower}. */
  static boolean isLower(int point) {
    return Character.getType(point) == Character.LOWERCASE_LETTER;
  }

  /** A rune as Go decodes it: invalid bytes read as U+FFFD. */
  static int rune(int point) {
    return point <= Character.MAX_VALUE && Character.isSurrogate((char) point)
        ? REPLACEMENT
        : point;
  }

  /**
   * {@code strings.Map}: rune by rune, hence without the mappings of Java that change the length,
   * such as that of the German sharp s.
   */
  static String map(String text, IntUnaryOperator mapping) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(point -> out.appendCodePoint(mapping.applyAsInt(rune(point))));
    return out.toString();
  }

  /** {@code strings.TrimSpace}. */
  static String trimSpace(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** {@code strings.Trim}: both ends rid of the runes of a set. */
  static String trim(String text, String cutset) {
    int start = 0;
    int end = text.length();
    while (start < end && cutset.indexOf(text.codePointAt(start)) >= 0) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (end > start && cutset.indexOf(text.codePointBefore(end)) >= 0) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  /**
   * Refuses a result before all of it is in memory.
   *
   * @throws FunctionException if it is longer than any chart has use for
   */
  static void checkLength(long length) {
    if (length > MAX_LENGTH) {
      throw new FunctionException(
          "a result of " + length + " characters exceeds the limit of " + MAX_LENGTH);
    }
  }

  /** {@code strings.Repeat}, with Go's panic as an error, and a limit. */
  static String repeat(String text, long count) {
    if (count < 0) {
      throw new FunctionException("strings: negative Repeat count");
    }
    if (!text.isEmpty() && count > MAX_LENGTH / text.length()) {
      throw new FunctionException(
          "repeating "
              + text.length()
              + " characters "
              + count
              + " times exceeds the limit of "
              + MAX_LENGTH);
    }
    return text.repeat(text.isEmpty() ? 0 : (int) count);
  }

  /**
   * The part of a text between two byte indexes, {@code text[from:to]} in Go.
   *
   * @throws FunctionException Go's panic for indexes out of range
   */
  static String slice(String text, long from, long to) {
    int length = Utf8.length(text);
    if (to < 0) {
      throw new FunctionException("runtime error: slice bounds out of range [:" + to + "]");
    }
    if (to > length) {
      throw new FunctionException(
          "runtime error: slice bounds out of range [:" + to + "] with length " + length);
    }
    if (from < 0) {
      throw new FunctionException("runtime error: slice bounds out of range [" + from + ":]");
    }
    if (from > to) {
      throw new FunctionException(
          "runtime error: slice bounds out of range [" + from + ":" + to + "]");
    }
    return Utf8.slice(text, (int) from, (int) to);
  }

  /** One char for each byte, for algorithms that Go runs over bytes. */
  static String toBytes(String text) {
    return Utf8.isAscii(text) ? text : new String(Utf8.bytes(text), StandardCharsets.ISO_8859_1);
  }

  /** The inverse of {@link #toBytes}. */
  static String fromBytes(String bytes) {
    return Utf8.isAscii(bytes) ? bytes : Utf8.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
