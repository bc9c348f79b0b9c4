package io.maglev.distro.template.parse;

import io.maglev.distro.template.Utf8;

/**
 * One parsed template. Immutable.
 *
 * @param name the name it is called by
 * @param parseName the name of the text it was defined in, for error messages
 * @param text the whole of that text
 */
public record Tree(String name, String parseName, String text, Node.Sequence root) {

  /** The line of a place in the text, from 1. */
  public int line(int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The column of a place in the text, from 0, counted in bytes as Go does. */
  public int column(int position) {
    int start = position == 0 ? 0 : text.lastIndexOf('\n', position - 1) + 1;
    return Utf8.length(text, start, position);
  }

  /** The source in normal form. */
  @Override
  public String toString() {
    return root.toString();
  }
}
