package io.maglev.distro.template.func;

/** The case conversions of huandu/xstrings 1.5, on code points. */
final class WordCase {
  private WordCase() {}

  /** {@code xstrings.ToPascalCase}: {@code some_words} becomes {@code SomeWords}. */
  static String pascal(String text) {
    int[] runes = text.codePoints().map(GoRunes::rune).toArray();
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < runes.length && isConnector(runes[at])) {
      out.appendCodePoint(runes[at++]);
    }
    if (at >= runes.length - 1) {
      return lastRune(runes, at, out);
    }
    boolean firstUpper = GoRunes.isUpper(runes[at]);
    int current = Character.toUpperCase(runes[at++]);
    while (at < runes.length) {
      int previous = current;
      current = runes[at++];
      if (isConnector(previous) && isConnector(current)) {
        out.appendCodePoint(previous);
      } else if (isConnector(previous)) {
        firstUpper = GoRunes.isUpper(current);
        current = Character.toUpperCase(current);
      } else {
        if (firstUpper && GoRunes.isUpper(current)) {
          current = Character.toLowerCase(current);
        } else {
          firstUpper = false;
        }
        out.appendCodePoint(previous);
      }
    }
    return out.appendCodePoint(current).toString();
  }

  /** The library writes the last connector of a text that has nothing else a second time. */
  private static String lastRune(int[] runes, int at, StringBuilder out) {
    if (at < runes.length) {
      out.appendCodePoint(Character.toUpperCase(runes[at]));
    } else if (runes.length > 0) {
      out.appendCodePoint(runes[runes.length - 1]);
    }
    return out.toString();
  }

  /** {@code xstrings.ToSnakeCase} and {@code ToKebabCase}, by the connector. */
  static String connected(String text, char connector) {
    return text.isEmpty() ? "" : new Connecting(text, connector).run();
  }

  static boolean isConnector(int rune) {
    return rune == '-' || rune == '_' || GoRunes.isSpace(rune);
  }

  /** One conversion to words joined by a connector; {@code camelCaseToLowerCase} in the library. */
  private static final class Connecting {
    private final Words words;
    private final char connector;
    private final StringBuilder out = new StringBuilder();

    Connecting(String text, char connector) {
      this.words = new Words(text);
      this.connector = connector;
    }

    String run() {
      words.next();
      while (words.hasMore()) {
        if (words.kind() != Words.Kind.CONNECTOR) {
          appendWord();
        }
        Words.Kind previous = words.kind();
        int[] last = words.word();
        words.next();
        switch (previous) {
          case NUMBER -> afterNumber();
          case CONNECTOR -> append(previous, last);
          case PUNCT -> {}
          default -> afterLetters();
        }
      }
      appendWord();
      return out.toString();
    }

    private void afterNumber() {
      appendLettersAndNumbers();
      connectUnlessEndOrMark();
    }

    private void afterLetters() {
      if (words.kind() != Words.Kind.NUMBER) {
        connectUnlessMark();
        return;
      }
      if (!words.hasMore()) {
        return;
      }
      int[] number = words.word();
      words.next();
      if (words.kind() != Words.Kind.ALPHABET) {
        // a number belongs to the word before it: Bld4Floor is bld4_floor
        append(Words.Kind.NUMBER, number);
        connectUnlessMark();
        return;
      }
      // unless lower case letters follow: HTTP2xx is http_2xx
      out.append(connector);
      append(Words.Kind.NUMBER, number);
      appendLettersAndNumbers();
      connectUnlessEndOrMark();
    }

    private void appendLettersAndNumbers() {
      while (words.kind() == Words.Kind.ALPHABET || words.kind() == Words.Kind.NUMBER) {
        appendWord();
        words.next();
      }
    }

    private void connectUnlessEndOrMark() {
      if (words.kind() != Words.Kind.INVALID) {
        connectUnlessMark();
      }
    }

    private void connectUnlessMark() {
      if (words.kind() != Words.Kind.CONNECTOR && words.kind() != Words.Kind.PUNCT) {
        out.append(connector);
      }
    }

    private void appendWord() {
      append(words.kind(), words.word());
    }

    private void append(Words.Kind kind, int[] word) {
      boolean lowered = kind == Words.Kind.UPPER_CASE || kind == Words.Kind.CONNECTOR;
      for (int rune : word) {
        if (lowered && isConnector(rune)) {
          out.append(connector);
        } else {
          out.appendCodePoint(lowered && GoRunes.isUpper(rune) ? lower(rune) : rune);
        }
      }
    }

    private static int lower(int rune) {
      return Character.toLowerCase(rune);
    }
  }
}
