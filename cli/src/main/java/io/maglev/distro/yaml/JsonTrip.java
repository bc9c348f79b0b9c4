package io.maglev.distro.yaml;

/**
 * What becomes of scalars on the way {@code sigs.k8s.io/yaml.Marshal} takes: written as JSON, read
 * back as YAML, written as YAML.
 */
final class JsonTrip {
  private static final char NEXT_LINE = '\u0085';

  /** YAML wants the colon so many characters behind the start of a key. */
  private static final int MAX_KEY = 1024;

  private JsonTrip() {}

  /** The number as the final YAML shows it: whole ones plain, others in Go's shortest form. */
  static String number(Number number) {
    String json = GoJson.write(number);
    Object value = ScalarResolver.resolve(json).value();
    return value instanceof Double d ? GoNumber.general(d) : String.valueOf(value);
  }

  /**
   * The string after the trip.
   *
   * @throws YamlException for characters that JSON lets through and YAML forbids
   */
  static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x7f && (c < 0xa0 || Character.isSurrogate(c) || c >= 0xfffe)) {
        return unusual(text);
      }
    }
    return text;
  }

  /**
   * A map key after the trip.
   *
   * @throws YamlException as {@link #text}, and for keys too long or too strange to be read back
   */
  static String key(String text) {
    if (text.length() > MAX_KEY / 6 && GoJson.write(text).length() > MAX_KEY) {
      throw YamlException.writing("YAML", "yaml: did not find expected ',' or '}'");
    }
    if (text.indexOf(NEXT_LINE) >= 0) {
      throw YamlException.writing("YAML", "yaml: line 1: did not find expected ',' or '}'");
    }
    return text(text);
  }

  private static String unusual(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
        .forEach(
            c -> {
              if (c >= 0x7f && !YamlChars.isAllowed(c)) {
                throw YamlException.writing("YAML", "yaml: control characters are not allowed");
              }
              out.appendCodePoint(c);
            });
    if (text.indexOf(NEXT_LINE) >= 0) {
      // JSON leaves it alone, but YAML folds it like any other line break in double quotes.
      YamlCursor cursor = new YamlCursor(GoJson.write(out.toString()), "");
      return new ScalarScanner(cursor).quoted(false).value;
    }
    return out.toString();
  }
}
