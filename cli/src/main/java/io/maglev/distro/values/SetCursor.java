package io.maglev.distro.values;

import java.util.Optional;

/** Reads a {@code --set} text rune by rune. Not thread-safe. */
final class SetCursor {
  private final int[] runes;
  private final boolean escapes;
  private int position;

  /**
   * @param escapes whether a backslash takes the next rune literally
   */
  SetCursor(String text, boolean escapes) {
    this.runes = text.codePoints().toArray();
    this.escapes = escapes;
  }

  boolean atEnd() {
    return position >= runes.length;
  }

  int peek() {
    return runes[position];
  }

  void skip(int count) {
    position += count;
  }

  /** The part not yet read. */
  String rest() {
    return new String(runes, position, runes.length - position);
  }

  /**
   * Reads up to and including the first of {@code stops}.
   *
   * @return what came before the stop, and the stop, empty if the text ended first
   */
  Token until(String stops) {
    StringBuilder text = new StringBuilder();
    while (!atEnd()) {
      int rune = runes[position++];
      if (stops.indexOf(rune) >= 0) {
        return new Token(text.toString(), Optional.of((char) rune));
      }
      if (rune != '\\' || !escapes) {
        text.appendCodePoint(rune);
      } else if (!atEnd()) {
        text.appendCodePoint(runes[position++]);
      }
    }
    return new Token(text.toString(), Optional.empty());
  }

  /** A piece of text and the character that ended it. */
  record Token(String text, Optional<Character> stop) {
    boolean endedBy(char character) {
      return stop.isPresent() && stop.get() == character;
    }
  }
}
