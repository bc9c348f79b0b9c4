package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.Utf8;
import java.io.ByteArrayOutputStream;

/**
 * Go's {@code encoding/base64} and {@code encoding/base32}, whose errors templates see: they name
 * the byte, and they are stricter on padding than Java's decoder.
 */
final class GoBase {
  private static final String ALPHABET_64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final String ALPHABET_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private GoBase() {}

  static String encode32(byte[] bytes) {
    StringBuilder out = new StringBuilder((bytes.length + 4) / 5 * 8);
    for (int i = 0; i < bytes.length; i += 5) {
      int count = Math.min(5, bytes.length - i);
      long bits = 0;
      for (int j = 0; j < 5; j++) {
        bits = (bits << 8) | (j < count ? bytes[i + j] & 0xFF : 0);
      }
      int digits = (count * 8 + 4) / 5;
      for (int j = 0; j < 8; j++) {
        out.append(j < digits ? ALPHABET_32.charAt((int) (bits >> (35 - 5 * j)) & 31) : '=');
      }
    }
    return out.toString();
  }

  /**
   * Decodes padded base 64; line ends are skipped.
   *
   * @throws FunctionException in Go's words
   */
  static byte[] decode64(String text) {
    String in = GoRunes.toBytes(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length() / 4 * 3);
    int bits = 0;
    int filled = 0;
    for (int i = 0; i < in.length(); i++) {
      char c = in.charAt(i);
      if (c == '\n' || c == '\r') {
        continue;
      }
      int digit = ALPHABET_64.indexOf(c);
      if (digit < 0) {
        if (c != '=' || filled < 2) {
          throw corrupt(64, i);
        }
        checkPadding64(in, i, filled);
        writeBytes(out, (long) bits << ((4 - filled) * 6), 3, filled - 1);
        return out.toByteArray();
      }
      bits = (bits << 6) | digit;
      filled++;
      if (filled == 4) {
        writeBytes(out, bits, 3, 3);
        bits = 0;
        filled = 0;
      }
    }
    if (filled > 0) {
      throw corrupt(64, in.length() - filled);
    }
    return out.toByteArray();
  }

  private static void checkPadding64(String in, int at, int filled) {
    int next = skipLineEnds(in, at + 1);
    if (filled == 2) {
      if (next == in.length()) {
        throw corrupt(64, in.length());
      }
      if (in.charAt(next) != '=') {
        throw corrupt(64, next - 1);
      }
      next = skipLineEnds(in, next + 1);
    }
    if (next < in.length()) {
      throw corrupt(64, next);
    }
  }

  private static int skipLineEnds(String in, int from) {
    int at = from;
    while (at < in.length() && (in.charAt(at) == '\n' || in.charAt(at) == '\r')) {
      at++;
    }
    return at;
  }

  /**
   * Decodes padded base 32; line ends are skipped.
   *
   * @throws FunctionException in Go's words
   */
  static byte[] decode32(String text) {
    String in = GoRunes.toBytes(text).replace("\n", "").replace("\r", "");
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length() / 8 * 5);
    long bits = 0;
    int filled = 0;
    for (int i = 0; i < in.length(); i++) {
      int rest = in.length() - i - 1;
      if (in.charAt(i) == '=' && filled >= 2 && rest < 8) {
        checkPadding32(in, i, filled);
        writeBytes(out, bits << ((8 - filled) * 5), 5, filled * 5 / 8);
        return out.toByteArray();
      }
      int digit = ALPHABET_32.indexOf(in.charAt(i));
      if (digit < 0) {
        throw corrupt(32, i);
      }
      bits = (bits << 5) | digit;
      filled++;
      if (filled == 8) {
        writeBytes(out, bits, 5, 5);
        bits = 0;
        filled = 0;
      }
    }
    if (filled > 0) {
      throw corrupt(32, in.length() - filled);
    }
    return out.toByteArray();
  }

  private static void checkPadding32(String in, int at, int filled) {
    int rest = in.length() - at - 1;
    if (rest + filled < 7) {
      throw corrupt(32, in.length());
    }
    for (int k = 0; k < 7 - filled; k++) {
      if (rest > k && in.charAt(at + 1 + k) != '=') {
        throw corrupt(32, at + k);
      }
    }
    if (filled == 3 || filled == 6) {
      throw corrupt(32, at);
    }
  }

  /** Writes the first {@code count} of the {@code width} bytes that a group holds. */
  private static void writeBytes(ByteArrayOutputStream out, long group, int width, int count) {
    for (int i = 0; i < count; i++) {
      out.write((int) (group >> ((width - 1 - i) * 8)));
    }
  }

  /** Decodes, or gives the text of the error: sprig does not tell them apart. */
  static String textOrError(String text, int base) {
    try {
      return Utf8.decode(base == 64 ? decode64(text) : decode32(text));
    } catch (FunctionException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static FunctionException corrupt(int base, int at) {
    return new FunctionException("illegal base" + base + " data at input byte " + at);
  }
}
