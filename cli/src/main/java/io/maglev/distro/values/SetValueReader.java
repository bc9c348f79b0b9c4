package io.maglev.distro.values;

import io.maglev.distro.values.SetCursor.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands right of an equals sign. Not thread-safe. */
final class SetValueReader {
  private final SetCursor cursor;
  private final SetMode mode;
  private final ValueFiles files;

  SetValueReader(SetCursor cursor, SetMode mode, ValueFiles files) {
    this.cursor = cursor;
    this.mode = mode;
    this.files = files;
  }

  /**
   * Reads one value and the comma behind it.
   *
   * @throws SetSyntaxException if it is no value
   */
  Read read() {
    return switch (mode) {
      case LITERAL -> new Read(takeRest(), false);
      case JSON -> new Read(json(), false);
      default -> plain();
    };
  }

  private String takeRest() {
    String rest = cursor.rest();
    cursor.skip(rest.codePointCount(0, rest.length()));
    return rest;
  }

  private Read plain() {
    if (cursor.atEnd()) {
      return new Read("", true);
    }
    if (cursor.peek() == '{') {
      cursor.skip(1);
      return new Read(list(), false);
    }
    return new Read(scalar(cursor.until(",").text()), false);
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> list = new ArrayList<>();
    while (true) {
      Token token = cursor.until(",}");
      if (token.stop().isEmpty()) {
        throw new SetSyntaxException("list must terminate with '}'");
      }
      list.add(scalar(token.text()));
      if (token.endedBy('}')) {
        if (!cursor.atEnd() && cursor.peek() == ',') {
          cursor.skip(1);
        }
        return list;
      }
    }
  }

  private @Nullable Object json() {
    if (skipBlank()) {
      return null;
    }
    String rest = cursor.rest();
    int end = JsonPrefix.end(rest);
    Object value = JsonPrefix.read(rest.substring(0, end));
    cursor.skip(rest.codePointCount(0, end));
    skipBlank();
    return value;
  }

  /** Skips white space and one comma; true if a comma or the end of the text was met. */
  private boolean skipBlank() {
    while (!cursor.atEnd()) {
      int rune = cursor.peek();
      if (rune == ',') {
        cursor.skip(1);
        return true;
      }
      if (!Character.isWhitespace(rune) && rune != 0x85 && rune != 0xa0) {
        return false;
      }
      cursor.skip(1);
    }
    return true;
  }

  private @Nullable Object scalar(String text) {
    return switch (mode) {
      case FILE -> new String(files.read(text), StandardCharsets.UTF_8);
      case TYPED -> typed(text);
      default -> text;
    };
  }

  private static @Nullable Object typed(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true");
    }
    if (text.equalsIgnoreCase("null")) {
      return null;
    }
    if (text.equals("0")) {
      return 0L;
    }
    // a leading zero marks text such as a phone number or an octal mode
    if (text.matches("[+-][0-9]+|[1-9][0-9]*")) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        return text;
      }
    }
    return text;
  }

  /**
   * A value.
   *
   * @param atEnd the text ended where the value should have begun
   */
  record Read(@Nullable Object value, boolean atEnd) {}
}
