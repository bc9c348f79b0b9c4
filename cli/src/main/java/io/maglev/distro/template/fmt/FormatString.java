package io.maglev.distro.template.fmt;

import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoUint8;
import io.maglev.distro.template.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run over a format string: Go's {@code pp.doPrintf}. Not thread-safe. */
final class FormatString {
  /** Go's own limit for a width or precision. */
  private static final int TOO_LARGE = 1_000_000;

  private final String format;
  private final List<? extends @Nullable Object> arguments;
  private final StringBuilder out;
  private final Printer printer;
  private final Layout layout;
  private int at;
  private int next;
  private boolean reordered;
  private boolean goodIndex;
  private boolean afterIndex;

  /** The number last read as a width, precision or index; 0 if there was none. */
  private int taken;

  FormatString(String format, List<? extends @Nullable Object> arguments, StringBuilder out) {
    this.format = format;
    this.arguments = arguments;
    this.out = out;
    this.printer = new Printer(out);
    this.layout = printer.layout();
  }

  void run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        out.append(format, at, format.length());
        break;
      }
      out.append(format, at, percent);
      at = percent + 1;
      if (!directive()) {
        break;
      }
    }
    if (!reordered && next < arguments.size()) {
      extra();
    }
  }

  /** Processes what follows a percent sign; false at the end of the format. */
  private boolean directive() {
    goodIndex = true;
    afterIndex = false;
    layout.clear();
    flags();
    argumentIndex();
    width();
    precision();
    if (!afterIndex) {
      argumentIndex();
    }
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return false;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    verb(verb <= Character.MAX_VALUE && Utf8.isEscape((char) verb) ? 0xFFFD : verb);
    return true;
  }

  private void flags() {
    for (; at < format.length(); at++) {
      switch (format.charAt(at)) {
        case '#' -> layout.sharp = true;
        case '0' -> layout.zero = true;
        case '+' -> layout.plus = true;
        case '-' -> layout.minus = true;
        case ' ' -> layout.space = true;
        default -> {
          return;
        }
      }
    }
  }

  private void width() {
    if (isAt('*')) {
      at++;
      layout.hasWidth = takeInteger();
      layout.width = taken;
      if (!layout.hasWidth) {
        out.append("%!(BADWIDTH)");
      }
      if (layout.width < 0) {
        layout.width = -layout.width;
        layout.minus = true;
        layout.zero = false;
      }
      afterIndex = false;
    } else {
      layout.hasWidth = parseNumber(format.length());
      layout.width = taken;
      if (afterIndex && layout.hasWidth) {
        goodIndex = false;
      }
    }
  }

  private void precision() {
    if (at + 1 >= format.length() || format.charAt(at) != '.') {
      return;
    }
    at++;
    if (afterIndex) {
      goodIndex = false;
    }
    argumentIndex();
    if (isAt('*')) {
      at++;
      layout.hasPrecision = takeInteger() && taken >= 0;
      layout.precision = Math.max(taken, 0);
      if (!layout.hasPrecision) {
        out.append("%!(BADPREC)");
      }
      afterIndex = false;
    } else {
      parseNumber(format.length());
      layout.hasPrecision = true;
      layout.precision = taken;
    }
  }

  private boolean isAt(char c) {
    return at < format.length() && format.charAt(at) == c;
  }

  private void verb(int verb) {
    if (verb == '%') {
      out.append('%');
    } else if (!goodIndex) {
      out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (next >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      if (verb == 'v' || verb == 'w') {
        layout.startValueVerb();
      }
      printer.argument(arguments.get(next), verb);
      next++;
    }
  }

  /** Reads the next argument as a width or precision. */
  private boolean takeInteger() {
    taken = 0;
    if (next >= arguments.size()) {
      return false;
    }
    Object argument = arguments.get(next++);
    long number;
    if (argument instanceof GoInt whole) {
      number = whole.value();
    } else if (argument instanceof Long whole) {
      number = whole;
    } else if (argument instanceof GoUint8 whole) {
      number = whole.value();
    } else {
      return false;
    }
    if (number > TOO_LARGE || number < -TOO_LARGE) {
      return false;
    }
    taken = (int) number;
    return true;
  }

  /** Reads decimal digits up to an end; a number too large swallows everything up to it. */
  private boolean parseNumber(int end) {
    taken = 0;
    int start = at;
    while (at < end && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      if (taken > TOO_LARGE) {
        taken = 0;
        at = end;
        return false;
      }
      taken = taken * 10 + format.charAt(at) - '0';
      at++;
    }
    return at > start;
  }

  /** Reads an explicit argument index such as {@code [2]}, if there is one here. */
  private void argumentIndex() {
    afterIndex = false;
    if (!isAt('[')) {
      return;
    }
    reordered = true;
    int close = format.indexOf(']', at);
    if (close < 0 || format.length() - at < 3) {
      goodIndex = false;
      at++;
      return;
    }
    at++;
    boolean number = parseNumber(close) && at == close;
    at = close + 1;
    afterIndex = number;
    if (number && taken >= 1 && taken <= arguments.size()) {
      next = taken - 1;
    } else {
      goodIndex = false;
    }
  }

  private void extra() {
    layout.clear();
    out.append("%!(EXTRA ");
    for (int i = next; i < arguments.size(); i++) {
      if (i > next) {
        out.append(", ");
      }
      Object argument = arguments.get(i);
      if (argument == null) {
        out.append("<nil>");
      } else {
        printer.typedValue(argument);
      }
    }
    out.append(')');
  }
}
