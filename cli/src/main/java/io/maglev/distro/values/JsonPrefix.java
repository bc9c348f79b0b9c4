package io.maglev.distro.values;

import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.YamlException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds where the first JSON value of a text ends, as Go's {@code json.Decoder} does. */
final class JsonPrefix {
  private static final String CUT_OFF = "unexpected EOF";
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private JsonPrefix() {}

  /** The index behind the value that the text starts with; white space before it is passed over. */
  static int end(String text) {
    int start = 0;
    while (start < text.length() && " \t\r\n".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    if (start == text.length()) {
      throw new SetSyntaxException(CUT_OFF);
    }
    return switch (text.charAt(start)) {
      case '{', '[' -> endOfBrackets(text, start);
      case '"' -> endOfString(text, start);
      case 't', 'n' -> endOfWord(text, start, 4);
      case 'f' -> endOfWord(text, start, 5);
      default -> endOfNumber(text, start);
    };
  }

  /** Reads a text that is one value; numbers are Double as all JSON numbers in Helm. */
  static @Nullable Object read(String json) {
    try {
      return GoJson.read(json);
    } catch (YamlException e) {
      throw new SetSyntaxException(e.goMessage());
    }
  }

  private static int endOfBrackets(String text, int start) {
    int depth = 0;
    int at = start;
    while (at < text.length()) {
      char character = text.charAt(at);
      if (character == '"') {
        at = endOfString(text, at);
        continue;
      }
      at++;
      if (character == '{' || character == '[') {
        depth++;
      } else if ((character == '}' || character == ']') && --depth == 0) {
        return at;
      }
    }
    throw new SetSyntaxException(CUT_OFF);
  }

  private static int endOfString(String text, int start) {
    for (int at = start + 1; at < text.length(); at++) {
      if (text.charAt(at) == '\\') {
        at++;
      } else if (text.charAt(at) == '"') {
        return at + 1;
      }
    }
    throw new SetSyntaxException(CUT_OFF);
  }

  private static int endOfNumber(String text, int start) {
    Matcher number = NUMBER.matcher(text).region(start, text.length());
    if (!number.lookingAt()) {
      throw new SetSyntaxException("invalid character in JSON value");
    }
    return number.end();
  }

  private static int endOfWord(String text, int start, int length) {
    if (start + length > text.length()) {
      throw new SetSyntaxException(CUT_OFF);
    }
    return start + length;
  }
}
