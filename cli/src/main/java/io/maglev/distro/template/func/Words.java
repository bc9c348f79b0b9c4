package io.maglev.distro.template.func;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Cuts a text into words as huandu/xstrings 1.5 does ({@code nextWord}). Not thread-safe. */
final class Words {
  /** What a word consists of. */
  enum Kind {
    INVALID,
    NUMBER,
    UPPER_CASE,
    ALPHABET,
    CONNECTOR,
    PUNCT,
    OTHER
  }

  private final int[] runes;
  private int start;
  private int end;
  private Kind kind = Kind.INVALID;

  Words(String text) {
    this.runes = text.codePoints().map(GoRunes::rune).toArray();
  }

  boolean hasMore() {
    return end < runes.length;
  }

  Kind kind() {
    return kind;
  }

  int[] word() {
    return Arrays.copyOfRange(runes, start, end);
  }

  /** Goes on to the next word; an empty one of kind INVALID at the end. */
  void next() {
    start = end;
    if (!hasMore()) {
      kind = Kind.INVALID;
      return;
    }
    int first = end;
    while (first < runes.length && runes[first] == GoRunes.REPLACEMENT) {
      first++;
    }
    if (first == runes.length) {
      kind = Kind.INVALID;
      end = first;
      return;
    }
    kind = kindOf(runes[first]);
    end = first + 1;
    switch (kind) {
      case CONNECTOR -> takeWhile(WordCase::isConnector);
      case PUNCT -> takeWhile(GoRunes::isPunct);
      case NUMBER -> takeWhile(GoRunes::isNumber);
      case ALPHABET -> takeWhile(Words::continuesWord);
      case UPPER_CASE -> takeUpperCase();
      default -> takeWhile(Words::isOther);
    }
  }

  private static Kind kindOf(int rune) {
    if (WordCase.isConnector(rune)) {
      return Kind.CONNECTOR;
    }
    if (GoRunes.isPunct(rune)) {
      return Kind.PUNCT;
    }
    if (GoRunes.isUpper(rune)) {
      return Kind.UPPER_CASE;
    }
    if (isAlphabet(rune)) {
      return Kind.ALPHABET;
    }
    return GoRunes.isNumber(rune) ? Kind.NUMBER : Kind.OTHER;
  }

  private void takeWhile(IntPredicate belongs) {
    while (hasMore() && (runes[end] == GoRunes.REPLACEMENT || belongs.test(runes[end]))) {
      end++;
    }
  }

  private void takeUpperCase() {
    if (!hasMore()) {
      return;
    }
    if (GoRunes.isUpper(runes[end])) {
      takeWhile(GoRunes::isUpper);
      // HTTPStatus is HTTP and Status: the last capital begins the next word
      if (hasMore() && isAlphabet(runes[end])) {
        end--;
      }
    } else if (isAlphabet(runes[end])) {
      takeWhile(Words::continuesWord);
    }
  }

  private static boolean continuesWord(int rune) {
    return isAlphabet(rune) && !GoRunes.isUpper(rune);
  }

  private static boolean isOther(int rune) {
    return !WordCase.isConnector(rune)
        && !isAlphabet(rune)
        && !GoRunes.isNumber(rune)
        && !GoRunes.isPunct(rune);
  }

  /** A letter that is no Chinese character. */
  private static boolean isAlphabet(int rune) {
    boolean chinese =
        (rune >= 0x4E00 && rune <= 0x9FCC)
            || (rune >= 0x3400 && rune <= 0x4D85)
            || (rune >= 0x20000 && rune <= 0x2B81D);
    return !chinese && Character.isLetter(rune);
  }
}
