package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Sprig's random values, all drawn from the one source that is injected. */
final class RandomFunctions implements FunctionFamily {
  private static final String DIGITS = "0123456789";
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int MAX_LENGTH = 1 << 20;

  private final FunctionContext context;

  RandomFunctions(FunctionContext context) {
    this.context = context;
  }

  @Override
  public String table() {
    return """
        randAlphaNum(int) string | {{ randAlphaNum 5 | len }} | 5
        randAlpha(int) string | {{ randAlpha 5 | len }} | 5
        randNumeric(int) string | {{ randNumeric 5 | len }} | 5
        randAscii(int) string | {{ randAscii 5 | len }} | 5
        randInt(int, int) int | {{ randInt 3 4 }} | 3
        randBytes(int) string | {{ randBytes 3 | len }} | 4
        shuffle(string) string | {{ shuffle "aaa" }} | aaa
        uuidv4() string | {{ uuidv4 | len }} | 36
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return switch (name) {
      case "randAlphaNum" -> characters(a.integer(0), DIGITS + LETTERS);
      case "randAlpha" -> characters(a.integer(0), LETTERS);
      case "randNumeric" -> characters(a.integer(0), DIGITS);
      case "randAscii" -> characters(a.integer(0), Ascii.PRINTABLE);
      case "randInt" -> new GoInt(between(a.integer(0), a.integer(1)));
      case "randBytes" -> Base64.getEncoder().encodeToString(bytes(a.integer(0)));
      case "shuffle" -> shuffle(a.string(0));
      case "uuidv4" -> uuid();
      default -> throw unknown(name);
    };
  }

  /** Empty for a negative count: sprig drops the error. */
  private String characters(long count, String alphabet) {
    checkLength(count);
    Random random = context.random();
    StringBuilder text = new StringBuilder();
    for (long i = 0; i < count; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private long between(long low, long high) {
    long width = high - low;
    if (width <= 0) {
      throw new FunctionException("invalid argument to Intn");
    }
    return low + context.random().nextLong(width);
  }

  private byte[] bytes(long count) {
    if (count < 0) {
      throw new FunctionException("runtime error: makeslice: len out of range");
    }
    checkLength(count);
    byte[] bytes = new byte[(int) count];
    context.random().nextBytes(bytes);
    return bytes;
  }

  private static void checkLength(long count) {
    if (count > MAX_LENGTH) {
      throw new FunctionException(
          "random text of " + count + " characters exceeds the limit of " + MAX_LENGTH);
    }
  }

  private String shuffle(String text) {
    int[] runes = text.codePoints().map(GoRunes::rune).toArray();
    Random random = context.random();
    for (int i = runes.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int rune = runes[i];
      runes[i] = runes[other];
      runes[other] = rune;
    }
    return new String(runes, 0, runes.length);
  }

  private String uuid() {
    byte[] bytes = bytes(16);
    bytes[6] = (byte) ((bytes[6] & 0x0F) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
    String hex = java.util.HexFormat.of().formatHex(bytes);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  /** The characters from the space to the tilde. */
  private static final class Ascii {
    static final String PRINTABLE = printable();

    private static String printable() {
      StringBuilder text = new StringBuilder();
      for (char c = ' '; c <= '~'; c++) {
        text.append(c);
      }
      return text.toString();
    }
  }
}
