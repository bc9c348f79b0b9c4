package io.maglev.distro.template.parse;

import io.maglev.distro.template.GoComplex;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.fmt.Quote;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A numeric literal under every type that can hold it, which is how Go's NumberNode imitates
 * untyped constants. Immutable.
 *
 * @param integer its value as int64, null if it is none
 * @param isUnsigned whether it fits a uint64
 * @param floating its value as float64, null if it is none
 * @param complex its value if it was written as a complex number
 */
public record NumberLiteral(
    String text,
    @Nullable Long integer,
    boolean isUnsigned,
    @Nullable Double floating,
    @Nullable GoComplex complex) {

  /**
   * The value where no type is asked for: complex, float64 or int by its spelling; null if it is an
   * integer too large for int.
   */
  public @Nullable Object ideal() {
    if (complex != null) {
      return complex;
    }
    if (floating != null && isSpelledFloat()) {
      return floating;
    }
    return integer == null ? null : new GoInt(integer);
  }

  private boolean isSpelledFloat() {
    boolean isHex = text.startsWith("0x") || text.startsWith("0X");
    boolean isRune = text.startsWith("'");
    return !isRune && contains(isHex ? "pP" : ".eEpP");
  }

  private boolean contains(String letters) {
    return containsAny(text, letters);
  }

  private static boolean containsAny(String text, String letters) {
    for (int i = 0; i < text.length(); i++) {
      if (letters.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Reads a literal as the lexer found it. */
  static NumberLiteral of(String text, TokenType type) throws SyntaxException {
    if (type == TokenType.CHAR_CONSTANT) {
      long rune = Unquote.character(text);
      return new NumberLiteral(text, rune, true, (double) rune, null);
    }
    if (type == TokenType.COMPLEX) {
      return complexSum(text);
    }
    if (text.endsWith("i")) {
      Double imaginary = GoNumbers.parseFloat(text.substring(0, text.length() - 1));
      if (imaginary != null) {
        return ofComplex(text, new GoComplex(0, imaginary));
      }
    }
    return ofReal(text);
  }

  private static NumberLiteral complexSum(String text) throws SyntaxException {
    int split = text.length() - 1;
    while (split > 0 && !isSign(text, split)) {
      split--;
    }
    if (split == text.length() - 2) {
      throw new SyntaxException("syntax error scanning complex number");
    }
    double real = part(text.substring(0, split));
    double imaginary = part(text.substring(split, text.length() - 1));
    return ofComplex(text, new GoComplex(real, imaginary));
  }

  private static double part(String text) throws SyntaxException {
    Double value = GoNumbers.parseFloat(text);
    if (value == null) {
      throw new SyntaxException(
          "strconv.ParseFloat: parsing " + Quote.quote(text) + ": invalid syntax");
    }
    return value;
  }

  /** Whether a sign here joins the two parts, rather than starting an exponent. */
  private static boolean isSign(String text, int at) {
    char c = text.charAt(at);
    return (c == '+' || c == '-') && "eEpP".indexOf(text.charAt(at - 1)) < 0;
  }

  private static NumberLiteral ofComplex(String text, GoComplex value) {
    if (value.imaginary() != 0) {
      return new NumberLiteral(text, null, false, null, value);
    }
    double real = value.real();
    return new NumberLiteral(text, whole(real), fitsUnsigned(real), real, value);
  }

  private static NumberLiteral ofReal(String text) throws SyntaxException {
    BigInteger integer = GoNumbers.parseInteger(text);
    if (integer != null && integer.bitLength() <= 64) {
      boolean signed = text.startsWith("+") || text.startsWith("-");
      boolean isUnsigned = integer.signum() == 0 || !signed;
      if (integer.bitLength() < 64) {
        long value = integer.longValue();
        return new NumberLiteral(text, value, isUnsigned, (double) value, null);
      }
      if (isUnsigned) {
        return new NumberLiteral(text, null, true, integer.doubleValue(), null);
      }
    }
    Double floating = GoNumbers.parseFloat(text);
    if (floating == null) {
      throw new SyntaxException("illegal number syntax: " + Quote.quote(text));
    }
    if (!containsAny(text, ".eEpP")) {
      throw new SyntaxException("integer overflow: " + Quote.quote(text));
    }
    return new NumberLiteral(text, whole(floating), fitsUnsigned(floating), floating, null);
  }

  private static @Nullable Long whole(double value) {
    return value == Math.rint(value) && Math.abs(value) < 0x1p63 ? (Long) (long) value : null;
  }

  private static boolean fitsUnsigned(double value) {
    return value == Math.rint(value) && value >= 0 && value < 0x1p64;
  }
}
