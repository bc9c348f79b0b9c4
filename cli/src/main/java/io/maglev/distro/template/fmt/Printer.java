package io.maglev.distro.template.fmt;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoComplex;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoUint8;
import io.maglev.distro.template.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints values of every kind under a verb: Go's {@code fmt.pp}. Not thread-safe. */
final class Printer {
  /** No text of templates is this long, save when a value holds itself a thousandfold. */
  private static final int MAX_CHARS = 16 << 20;

  /** Values nested deeper hold themselves; Go would crash. */
  private static final int MAX_DEPTH = 10_000;

  /** How many bytes are printed at once. */
  private static final int CHUNK = 4096;

  private static final String NIL = "<nil>";

  private final StringBuilder out;
  private final Layout layout;
  private int depth;

  Printer(StringBuilder out) {
    this.out = out;
    this.layout = new Layout(out);
  }

  Layout layout() {
    return layout;
  }

  /** Prints an argument of a verb. */
  void argument(@Nullable Object value, int verb) {
    if (value == null) {
      if (verb == 'T' || verb == 'v') {
        layout.pad(NIL);
      } else {
        badVerb(null, verb);
      }
    } else if (verb == 'T') {
      layout.string(GoKind.typeNameOf(value));
    } else if (verb == 'p') {
      pointer(value, verb);
    } else if (value instanceof byte[] bytes) {
      bytes(bytes, verb, true);
    } else if (verb == 'w' && (value instanceof Map || value instanceof List)) {
      badVerb(value, verb);
    } else {
      value(value, verb);
    }
  }

  private void value(Object value, int verb) {
    switch (GoKind.of(value)) {
      case BOOL -> bool((Boolean) value, verb);
      case INT -> integer(((GoInt) value).value(), true, verb, value);
      case INT64 -> integer((Long) value, true, verb, value);
      case UINT8 -> integer(((GoUint8) value).value(), false, verb, value);
      case FLOAT64 -> floating((Double) value, verb, value);
      case COMPLEX128 -> complex((GoComplex) value, verb);
      case STRING -> string((String) value, verb, value);
      case MAP -> map((Map<?, ?>) value, verb);
      case SLICE -> list((List<?>) value, verb);
      case BYTES -> bytes((byte[]) value, verb, false);
      default -> object(value, verb);
    }
  }

  private void requireRoom() {
    if (out.length() > MAX_CHARS) {
      throw new FunctionException("printed value is longer than " + MAX_CHARS + " characters");
    }
  }

  private void nested(@Nullable Object value, int verb) {
    requireRoom();
    if (depth == MAX_DEPTH) {
      throw new FunctionException("printed value is nested deeper than " + MAX_DEPTH + " levels");
    }
    depth++;
    if (value == null) {
      out.append(layout.sharpV ? "interface {}(nil)" : NIL);
    } else {
      value(value, verb);
    }
    depth--;
  }

  private void bool(boolean value, int verb) {
    if (verb == 't' || verb == 'v') {
      layout.bool(value);
    } else {
      badVerb(value, verb);
    }
  }

  private void integer(long number, boolean signed, int verb, Object value) {
    switch (verb) {
      case 'v' -> {
        if (layout.sharpV && !signed) {
          hexInteger(number);
        } else {
          layout.integer(number, 10, signed, verb);
        }
      }
      case 'd' -> layout.integer(number, 10, signed, verb);
      case 'b' -> layout.integer(number, 2, signed, verb);
      case 'o', 'O' -> layout.integer(number, 8, signed, verb);
      case 'x', 'X' -> layout.integer(number, 16, signed, verb);
      case 'c' -> layout.character(number);
      case 'q' -> layout.quotedCharacter(number);
      case 'U' -> layout.unicode(number);
      default -> badVerb(value, verb);
    }
  }

  private void hexInteger(long number) {
    boolean before = layout.sharp;
    layout.sharp = true;
    layout.integer(number, 16, false, 'v');
    layout.sharp = before;
  }

  private void floating(double number, int verb, Object value) {
    switch (verb) {
      case 'v' -> layout.floating(number, 'g', -1);
      case 'b', 'g', 'G', 'x', 'X' -> layout.floating(number, (char) verb, -1);
      case 'f', 'e', 'E' -> layout.floating(number, (char) verb, 6);
      case 'F' -> layout.floating(number, 'f', 6);
      default -> badVerb(value, verb);
    }
  }

  private void complex(GoComplex number, int verb) {
    if ("vbgGxXfFeE".indexOf(verb) < 0) {
      badVerb(number, verb);
      return;
    }
    boolean before = layout.plus;
    out.append('(');
    floating(number.real(), verb, number);
    layout.plus = true;
    floating(number.imaginary(), verb, number);
    out.append("i)");
    layout.plus = before;
  }

  private void string(String text, int verb, Object value) {
    switch (verb) {
      case 'v' -> {
        if (layout.sharpV) {
          layout.quoted(text);
        } else {
          layout.string(text);
        }
      }
      case 's' -> layout.string(text);
      case 'x', 'X' -> layout.hexBytes(Utf8.bytes(text), verb == 'X');
      case 'q' -> layout.quoted(text);
      default -> badVerb(value, verb);
    }
  }

  /** Go prints a {@code []byte} argument under another type name than one inside a value. */
  private void bytes(byte[] bytes, int verb, boolean isArgument) {
    switch (verb) {
      case 's' -> layout.string(Utf8.decode(bytes));
      case 'x', 'X' -> layout.hexBytes(bytes, verb == 'X');
      case 'q' -> layout.quoted(Utf8.decode(bytes));
      default -> {
        String typeName = isArgument && (verb == 'v' || verb == 'd') ? "[]byte" : "[]uint8";
        open(typeName, "[");
        if ((verb == 'v' || verb == 'd') && layout.isPlain()) {
          decimals(bytes);
        } else {
          for (int i = 0; i < bytes.length; i++) {
            separate(i);
            nested(new GoUint8(bytes[i] & 0xFF), verb);
          }
        }
        out.append(layout.sharpV ? '}' : ']');
      }
    }
  }

  /** Charts print their whole context, in which {@code .Files} may hold megabytes. */
  private void decimals(byte[] bytes) {
    byte[] digits = new byte[4 * Math.min(bytes.length, CHUNK)];
    for (int start = 0; start < bytes.length; start += CHUNK) {
      requireRoom();
      int length = decimals(bytes, start, Math.min(bytes.length, start + CHUNK), digits);
      int first = start == 0 ? 1 : 0; // each number is led by a space
      out.append(new String(digits, first, length - first, StandardCharsets.ISO_8859_1));
    }
  }

  private static int decimals(byte[] bytes, int from, int to, byte[] digits) {
    int at = 0;
    for (int i = from; i < to; i++) {
      int number = bytes[i] & 0xFF;
      digits[at++] = ' ';
      if (number >= 100) {
        digits[at++] = (byte) ('0' + number / 100);
      }
      if (number >= 10) {
        digits[at++] = (byte) ('0' + number / 10 % 10);
      }
      digits[at++] = (byte) ('0' + number % 10);
    }
    return at;
  }

  private void list(List<?> list, int verb) {
    open(GoKind.typeNameOf(list), "[");
    int count = 0;
    for (Object element : list) {
      separate(count++);
      nested(element, verb);
    }
    out.append(layout.sharpV ? '}' : ']');
  }

  private void map(Map<?, ?> map, int verb) {
    open(GoKind.typeNameOf(map), "map[");
    String[] keys = map.keySet().toArray(new String[0]);
    Arrays.sort(keys, Utf8.ORDER);
    for (int i = 0; i < keys.length; i++) {
      separate(i);
      string(keys[i], verb, keys[i]);
      out.append(':');
      nested(map.get(keys[i]), verb);
    }
    out.append(layout.sharpV ? '}' : ']');
  }

  private void open(String typeName, String plain) {
    if (layout.sharpV) {
      out.append(typeName).append('{');
    } else {
      out.append(plain);
    }
  }

  private void separate(int index) {
    if (index > 0) {
      out.append(layout.sharpV ? ", " : " ");
    }
  }

  /** A struct prints as its toString, as if it had a String method. */
  private void object(Object value, int verb) {
    switch (verb) {
      case 'v', 's', 'x', 'X', 'q' -> {
        boolean before = layout.sharpV;
        layout.sharpV = false;
        string(value.toString(), verb, value);
        layout.sharpV = before;
      }
      default -> badVerb(value, verb);
    }
  }

  private void pointer(Object value, int verb) {
    switch (GoKind.of(value)) {
      case MAP, SLICE, BYTES, POINTER -> {
        boolean before = layout.sharp;
        layout.sharp = !before;
        layout.integer(0xc000000000L + System.identityHashCode(value), 16, false, 'v');
        layout.sharp = before;
      }
      default -> badVerb(value, verb);
    }
  }

  private void badVerb(@Nullable Object value, int verb) {
    out.append("%!").appendCodePoint(verb).append('(');
    if (value == null) {
      out.append(NIL);
    } else {
      typedValue(value);
    }
    out.append(')');
  }

  /** Prints {@code type=value}, the form of Go's complaints. */
  void typedValue(Object value) {
    out.append(GoKind.typeNameOf(value)).append('=');
    argument(value, 'v');
  }
}
