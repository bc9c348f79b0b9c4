package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.fmt.Quote;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Go's {@code time.Duration}, a number of nanoseconds, as text. */
final class GoDuration {
  static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final int MAX_LENGTH = 1000;

  private GoDuration() {}

  /**
   * Parses e.g. {@code -1.5h} or {@code 2h45m}.
   *
   * @throws FunctionException with Go's text
   */
  static long parse(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String rest = signed ? text.substring(1) : text;
    if (rest.equals("0")) {
      return 0;
    }
    if (rest.isEmpty() || rest.length() > MAX_LENGTH) {
      throw invalid(text);
    }
    BigInteger total = BigInteger.ZERO;
    int at = 0;
    while (at < rest.length()) {
      int numberEnd = numberEnd(rest, at);
      String number = rest.substring(at, numberEnd);
      if (!number.matches("[0-9]+\\.?[0-9]*|\\.[0-9]+")) {
        throw invalid(text);
      }
      int unitEnd = unitEnd(rest, numberEnd);
      if (unitEnd == numberEnd) {
        throw new FunctionException("time: missing unit in duration " + Quote.quote(text));
      }
      long unit = unit(rest.substring(numberEnd, unitEnd), text);
      String plain = number.endsWith(".") ? number + "0" : number;
      total =
          total.add(
              new BigDecimal(plain)
                  .multiply(BigDecimal.valueOf(unit))
                  .setScale(0, RoundingMode.DOWN)
                  .toBigInteger());
      at = unitEnd;
    }
    if (text.startsWith("-")) {
      total = total.negate();
    }
    if (total.bitLength() > 63) {
      throw invalid(text);
    }
    return total.longValue();
  }

  private static int numberEnd(String text, int from) {
    int at = skipDigits(text, from);
    return text.startsWith(".", at) ? skipDigits(text, at + 1) : at;
  }

  private static int skipDigits(String text, int from) {
    int at = from;
    while (at < text.length() && GoLayout.isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int unitEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '.' && !GoLayout.isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static long unit(String unit, String text) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "\u00b5s", "\u03bcs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> SECOND;
      case "m" -> MINUTE;
      case "h" -> HOUR;
      default ->
          throw new FunctionException(
              "time: unknown unit " + Quote.quote(unit) + " in duration " + Quote.quote(text));
    };
  }

  private static FunctionException invalid(String text) {
    return new FunctionException("time: invalid duration " + Quote.quote(text));
  }

  /** As {@code Duration.String} prints it: {@code 1h15m30.918s}. */
  static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    BigDecimal absolute = BigDecimal.valueOf(nanos).abs();
    String sign = nanos < 0 ? "-" : "";
    if (absolute.compareTo(BigDecimal.valueOf(SECOND)) < 0) {
      return sign + small(absolute);
    }
    BigDecimal[] minutes = absolute.divideAndRemainder(BigDecimal.valueOf(MINUTE));
    long wholeMinutes = minutes[0].longValue();
    StringBuilder out = new StringBuilder(sign);
    if (wholeMinutes >= 60) {
      out.append(wholeMinutes / 60).append('h');
    }
    if (wholeMinutes > 0) {
      out.append(wholeMinutes % 60).append('m');
    }
    return out.append(plain(minutes[1].movePointLeft(9))).append('s').toString();
  }

  private static String small(BigDecimal nanos) {
    if (nanos.compareTo(BigDecimal.valueOf(1_000)) < 0) {
      return plain(nanos) + "ns";
    }
    return nanos.compareTo(BigDecimal.valueOf(1_000_000)) < 0
        ? plain(nanos.movePointLeft(3)) + "\u00b5s"
        : plain(nanos.movePointLeft(6)) + "ms";
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Sprig's {@code durationRound}: the biggest unit alone. */
  static String round(long nanos) {
    BigInteger magnitude = BigInteger.valueOf(nanos).abs();
    String[] names = {"y", "mo", "d", "h", "m", "s"};
    long[] units = {365 * 24 * HOUR, 30 * 24 * HOUR, 24 * HOUR, HOUR, MINUTE, SECOND};
    for (int i = 0; i < units.length; i++) {
      BigInteger unit = BigInteger.valueOf(units[i]);
      if (magnitude.compareTo(unit) > 0) {
        return magnitude.divide(unit) + names[i];
      }
    }
    return "0s";
  }
}
