package io.maglev.distro.template;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Strings seen as Go sees them: as UTF-8 bytes. A byte that belongs to no valid UTF-8 sequence is
 * held in a Java string as the lone surrogate U+DC00+byte, so that every Go string has one Java
 * string and the other way round.
 */
public final class Utf8 {
  private static final int ESCAPE = 0xDC00;

  /** The order of Go strings: by bytes, which differs from Java's beyond U+FFFF. */
  public static final Comparator<String> ORDER = Utf8::compare;

  private Utf8() {}

  /** Whether this char stands for one byte of invalid UTF-8, provided it ends no surrogate pair. */
  public static boolean isEscape(char unit) {
    return unit >= ESCAPE + 0x80 && unit <= ESCAPE + 0xFF;
  }

  /** The length in bytes. */
  public static int length(CharSequence text) {
    return length(text, 0, text.length());
  }

  /** The length in bytes of a part, given by its char indexes. */
  public static int length(CharSequence text, int from, int to) {
    int bytes = 0;
    for (int i = from; i < to; i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        bytes++;
      } else if (unit < 0x800) {
        bytes += 2;
      } else if (isPair(text, i, to)) {
        bytes += 4;
        i++;
      } else {
        bytes += isEscape(unit) ? 1 : 3;
      }
    }
    return bytes;
  }

  private static boolean isPair(CharSequence text, int at, int end) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < end
        && Character.isLowSurrogate(text.charAt(at + 1));
  }

  /** Whether bytes and chars are the same, so that byte indexes are char indexes. */
  public static boolean isAscii(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of a string. */
  public static byte[] bytes(CharSequence text) {
    if (text instanceof String ascii && isAscii(ascii)) {
      return ascii.getBytes(StandardCharsets.US_ASCII);
    }
    byte[] bytes = new byte[length(text)];
    int to = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        bytes[to++] = (byte) unit;
      } else if (isPair(text, i, text.length())) {
        to = encode(Character.toCodePoint(unit, text.charAt(++i)), bytes, to);
      } else if (isEscape(unit)) {
        bytes[to++] = (byte) (unit - ESCAPE);
      } else {
        to = encode(Character.isSurrogate(unit) ? 0xFFFD : unit, bytes, to);
      }
    }
    return bytes;
  }

  private static int encode(int point, byte[] bytes, int at) {
    int to = at;
    if (point < 0x800) {
      bytes[to++] = (byte) (0xC0 | (point >> 6));
    } else {
      if (point < 0x10000) {
        bytes[to++] = (byte) (0xE0 | (point >> 12));
      } else {
        bytes[to++] = (byte) (0xF0 | (point >> 18));
        bytes[to++] = (byte) (0x80 | ((point >> 12) & 0x3F));
      }
      bytes[to++] = (byte) (0x80 | ((point >> 6) & 0x3F));
    }
    bytes[to++] = (byte) (0x80 | (point & 0x3F));
    return to;
  }

  /** The string of these bytes, invalid ones escaped. */
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /** The string of a part of these bytes. */
  public static String decode(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    String ascii = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
    if (at == to) {
      return ascii;
    }
    StringBuilder text = new StringBuilder(to - from).append(ascii);
    while (at < to) {
      int lead = bytes[at] & 0xFF;
      int size = lead < 0x80 ? 1 : sequenceLength(bytes, at, to);
      if (lead < 0x80) {
        text.append((char) lead);
      } else if (size == 1) {
        text.append((char) (ESCAPE + lead));
      } else {
        text.appendCodePoint(point(bytes, at, size));
      }
      at += size;
    }
    return text.toString();
  }

  /** How long the sequence at this place is; 1 if it is invalid, as Go's utf8.DecodeRune has it. */
  private static int sequenceLength(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xFF;
    int size = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
    if (size == 1 || at + size > end) {
      return 1;
    }
    for (int i = 1; i < size; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 1;
      }
    }
    int point = point(bytes, at, size);
    boolean tooLong = (size == 3 && point < 0x800) || (size == 4 && point < 0x10000);
    boolean outside = (point >= 0xD800 && point <= 0xDFFF) || point > Character.MAX_CODE_POINT;
    return tooLong || outside ? 1 : size;
  }

  private static int point(byte[] bytes, int at, int size) {
    int point = bytes[at] & (0xFF >> (size + 1));
    for (int i = 1; i < size; i++) {
      point = (point << 6) | (bytes[at + i] & 0x3F);
    }
    return point;
  }

  /** The part from one byte index to another, which may cut a character into escaped bytes. */
  public static String slice(String text, int from, int to) {
    return isAscii(text) ? text.substring(from, to) : decode(bytes(text), from, to);
  }

  /** Compares by bytes. */
  public static int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        if (Character.isSurrogate(a) || Character.isSurrogate(b)) {
          return Arrays.compareUnsigned(bytes(left), bytes(right));
        }
        return a - b;
      }
    }
    return left.length() - right.length();
  }

  /** How many runes Go counts: an invalid byte is one. */
  public static int runeCount(String text) {
    return text.codePointCount(0, text.length());
  }
}
