package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.fmt.Floats;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sprig's arithmetic on floats, which runs on decimals: {@code addf 0.1 0.2} is 0.3. Operands of
 * any type become float64 first.
 */
final class FloatFunctions implements FunctionFamily {
  /** {@code decimal.DivisionPrecision}: digits kept after the point. */
  private static final int DIVISION_PRECISION = 16;

  @Override
  public String table() {
    return """
        float64(any) float64 | {{ float64 "1.5" }} | 1.5
        addf(...any) float64 | {{ addf 0.1 0.2 }} | 0.3
        add1f(any) float64 | {{ add1f 1.5 }} | 2.5
        subf(any, ...any) float64 | {{ subf 7.5 2 3 }} | 2.5
        mulf(any, ...any) float64 | {{ mulf 1.5 2 2 }} | 6
        divf(any, ...any) float64 | {{ divf 10 2 4 }} | 1.25
        maxf(any, ...any) float64 | {{ maxf 1 2.5 3 }} | 3
        minf(any, ...any) float64 | {{ minf 1.5 2 3 }} | 1.5
        floor(any) float64 | {{ floor 123.9 }} | 123
        ceil(any) float64 | {{ ceil 123.1 }} | 124
        round(any, int, ...float64) float64 | {{ round 123.5555 3 }} | 123.556
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return switch (name) {
      case "float64" -> Casts.toFloat64(a.any(0));
      case "addf" -> reduce(0, a.from(0), BigDecimal::add);
      case "add1f" -> reduce(a.any(0), List.of(1L), BigDecimal::add);
      case "subf" -> reduce(a.any(0), a.from(1), BigDecimal::subtract);
      case "mulf" -> reduce(a.any(0), a.from(1), BigDecimal::multiply);
      case "divf" -> reduce(a.any(0), a.from(1), FloatFunctions::divide);
      case "maxf" -> a.from(0).stream().map(Casts::toFloat64).reduce(Math::max).orElse(0.0);
      case "minf" -> a.from(0).stream().map(Casts::toFloat64).reduce(Math::min).orElse(0.0);
      case "floor" -> Math.floor(Casts.toFloat64(a.any(0)));
      case "ceil" -> Math.ceil(Casts.toFloat64(a.any(0)));
      case "round" ->
          round(Casts.toFloat64(a.any(0)), a.integer(1), a.count() > 2 ? a.float64(2) : 0.5);
      default -> throw unknown(name);
    };
  }

  private static double reduce(
      @Nullable Object first, List<@Nullable Object> rest, BinaryOperator<BigDecimal> operation) {
    BigDecimal result = decimal(first);
    for (Object operand : rest) {
      result = operation.apply(result, decimal(operand));
    }
    return result.doubleValue();
  }

  /** The shortest decimal that reads back as the same float. */
  private static BigDecimal decimal(@Nullable Object value) {
    double number = Casts.toFloat64(value);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new FunctionException("Cannot create a Decimal from " + Floats.format(number));
    }
    return new BigDecimal(Floats.format(number));
  }

  private static BigDecimal divide(BigDecimal dividend, BigDecimal divisor) {
    if (divisor.signum() == 0) {
      throw new FunctionException("decimal division by 0");
    }
    return dividend.divide(divisor, DIVISION_PRECISION, RoundingMode.HALF_UP);
  }

  /** Rounds up from the given fraction of the last digit kept on; downwards for negatives. */
  private static double round(double value, long places, double roundOn) {
    double power = Math.pow(10, (double) places);
    double digits = power * value;
    double fraction = digits - (digits < 0 ? Math.ceil(digits) : Math.floor(digits));
    return (fraction >= roundOn ? Math.ceil(digits) : Math.floor(digits)) / power;
  }
}
