package io.maglev.distro.template.fmt;

import io.maglev.distro.template.GoInt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go's {@code fmt.Sprint} family over template values. */
public final class GoFormat {
  private GoFormat() {}

  /** Prints one value as {@code %v} does; null is {@code <nil>}. */
  public static void print(StringBuilder out, @Nullable Object value) {
    if (value instanceof String text) {
      out.append(text);
    } else if (value instanceof GoInt number) {
      out.append(number.value());
    } else if (value instanceof Boolean || value instanceof Long) {
      out.append(value);
    } else if (value instanceof Double number) {
      printDouble(out, number);
    } else {
      new Printer(out).argument(value, 'v');
    }
  }

  private static void printDouble(StringBuilder out, double number) {
    int small = (int) number;
    if (small == number && small != 0 && small < 1_000_000 && small > -1_000_000) {
      out.append(small);
    } else {
      out.append(Floats.format(number));
    }
  }

  /** One value as {@code %v} prints it, what {@code fmt.Sprint} gives for it. */
  public static String sprint(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    print(out, value);
    return out.toString();
  }

  /** {@code fmt.Sprint}: a space between two operands of which neither is a string. */
  public static String sprintAll(List<? extends @Nullable Object> values) {
    StringBuilder out = new StringBuilder();
    boolean afterString = true;
    for (Object value : values) {
      boolean isString = value instanceof String;
      if (!isString && !afterString) {
        out.append(' ');
      }
      print(out, value);
      afterString = isString;
    }
    return out.toString();
  }

  /** {@code fmt.Sprintln}: a space between any two operands, a newline at the end. */
  public static String sprintln(List<? extends @Nullable Object> values) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.append(' ');
      }
      print(out, values.get(i));
    }
    return out.append('\n').toString();
  }

  /** {@code fmt.Sprintf}, with Go's complaints such as {@code %!d(string=x)} in the text. */
  public static String sprintf(String format, List<? extends @Nullable Object> arguments) {
    StringBuilder out = new StringBuilder(format.length() + 16);
    new FormatString(format, arguments, out).run();
    return out.toString();
  }
}
