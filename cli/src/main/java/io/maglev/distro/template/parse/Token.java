package io.maglev.distro.template.parse;

import io.maglev.distro.template.Utf8;
import io.maglev.distro.template.fmt.Quote;

/**
 * A token of the input.
 *
 * @param position char index of its start
 * @param line number of the line it starts on, from 1
 */
record Token(TokenType type, int position, String value, int line) {
  private static final int SHOWN = 10;

  /** As error messages show it. */
  @Override
  public String toString() {
    if (type == TokenType.EOF) {
      return "EOF";
    }
    if (type == TokenType.ERROR) {
      return value;
    }
    if (type.isKeyword()) {
      return "<" + value + ">";
    }
    if (Utf8.length(value) <= SHOWN) {
      return Quote.quote(value);
    }
    int end = Math.min(SHOWN, Utf8.runeCount(value));
    return Quote.quote(value.substring(0, value.offsetByCodePoints(0, end))) + "...";
  }
}
