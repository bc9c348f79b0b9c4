package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.fmt.GoFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sprig's integer arithmetic. Operands of any type become int64 first (a float is truncated, a text
 * parsed, anything else 0), and overflow wraps around.
 */
final class IntegerFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        int(any) int | {{ int "12" }} | 12
        int64(any) int64 | {{ int64 12.9 }} | 12
        atoi(string) int | {{ atoi "12" }} | 12
        toDecimal(any) int64 | {{ toDecimal "0777" }} | 511
        add(...any) int64 | {{ add 1 2.9 "3" true }} | 7
        add1(any) int64 | {{ add1 41 }} | 42
        sub(any, any) int64 | {{ sub 5 3 }} | 2
        mul(any, ...any) int64 | {{ mul 2 3 4 }} | 24
        div(any, any) int64 | {{ div 7 2 }} | 3
        mod(any, any) int64 | {{ mod 7 2 }} | 1
        max(any, ...any) int64 | {{ max 1 5 3 }} | 5
        biggest(any, ...any) int64 | {{ biggest 1 5 3 }} | 5
        min(any, ...any) int64 | {{ min 4 2 3 }} | 2
        until(int) any | {{ until 3 }} | [0 1 2]
        untilStep(int, int, int) any | {{ untilStep 3 9 3 }} | [3 6]
        seq(...int) string | {{ seq 0 2 6 }} | 0 2 4 6
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return switch (name) {
      case "int" -> new GoInt(Casts.toInt64(a.any(0)));
      case "int64" -> Casts.toInt64(a.any(0));
      case "atoi" -> new GoInt(GoNumbers.parseClamped(a.string(0)));
      case "toDecimal" -> Casts.parseInteger(GoFormat.sprint(a.any(0)), 8);
      case "add" -> add(a.from(0));
      case "add1" -> Casts.toInt64(a.any(0)) + 1;
      case "sub" -> Casts.toInt64(a.any(0)) - Casts.toInt64(a.any(1));
      case "mul" -> multiply(a.from(0));
      case "div" -> Casts.toInt64(a.any(0)) / divisor(a.any(1));
      case "mod" -> Casts.toInt64(a.any(0)) % divisor(a.any(1));
      case "max", "biggest" -> a.from(0).stream().mapToLong(Casts::toInt64).max().orElse(0);
      case "min" -> a.from(0).stream().mapToLong(Casts::toInt64).min().orElse(0);
      case "until" -> Lists.ints(Lists.range(0, a.integer(0), a.integer(0) < 0 ? -1 : 1));
      case "untilStep" -> Lists.ints(Lists.range(a.integer(0), a.integer(1), a.integer(2)));
      case "seq" -> sequence(a);
      default -> throw unknown(name);
    };
  }

  private static long add(List<@Nullable Object> operands) {
    return operands.stream().mapToLong(Casts::toInt64).sum();
  }

  private static long multiply(List<@Nullable Object> operands) {
    return operands.stream().mapToLong(Casts::toInt64).reduce(1, (x, y) -> x * y);
  }

  private static long divisor(@Nullable Object value) {
    long divisor = Casts.toInt64(value);
    if (divisor == 0) {
      throw new FunctionException("runtime error: integer divide by zero");
    }
    return divisor;
  }

  /** Like the shell's seq: {@code end}, {@code start end} or {@code start step end}. */
  private static String sequence(Arguments a) {
    return switch (a.count()) {
      case 1 -> counted(1, a.integer(0), a.integer(0) < 1 ? -1 : 1);
      case 2 -> counted(a.integer(0), a.integer(1), a.integer(1) < a.integer(0) ? -1 : 1);
      case 3 ->
          a.integer(2) < a.integer(0) && a.integer(1) > 0
              ? ""
              : counted(a.integer(0), a.integer(2), a.integer(1));
      default -> "";
    };
  }

  private static String counted(long start, long end, long step) {
    long beyond = end < start ? end - 1 : end + 1;
    return Lists.range(start, beyond, step).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }
}
