package io.maglev.distro.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell pattern with the rules of Go's {@code path/filepath.Match}: {@code *} and {@code ?} stay
 * within one path segment, {@code [^a-z]} is a class, a backslash escapes. Immutable.
 */
public final class PathPattern {
  private static final char SEPARATOR = '/';

  private final List<Term> terms;

  private PathPattern(List<Term> terms) {
    this.terms = terms;
  }

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException with Go's text if it is malformed
   */
  public static PathPattern compile(String pattern) {
    return new PathPattern(new Compiler(pattern.codePoints().toArray()).terms());
  }

  /** Whether the whole name matches. */
  public boolean matches(String name) {
    int[] runes = name.codePoints().toArray();
    int term = 0;
    int position = 0;
    int starTerm = -1;
    int starPosition = 0;
    while (position < runes.length || term < terms.size()) {
      if (term < terms.size() && terms.get(term) instanceof Star) {
        starTerm = term++;
        starPosition = position;
      } else if (term < terms.size()
          && position < runes.length
          && terms.get(term).accepts(runes[position])) {
        term++;
        position++;
      } else if (starTerm >= 0 && canExtend(runes, starPosition)) {
        term = starTerm + 1;
        position = ++starPosition;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean canExtend(int[] runes, int position) {
    return position < runes.length && runes[position] != SEPARATOR;
  }

  private sealed interface Term {
    boolean accepts(int rune);
  }

  /** Any run of characters within a segment. */
  private record Star() implements Term {
    @Override
    public boolean accepts(int rune) {
      return rune != SEPARATOR;
    }
  }

  /** One character within a segment. */
  private record AnyRune() implements Term {
    @Override
    public boolean accepts(int rune) {
      return rune != SEPARATOR;
    }
  }

  private record Literal(int expected) implements Term {
    @Override
    public boolean accepts(int rune) {
      return rune == expected;
    }
  }

  /** A character class; as in Go it may also match the separator. */
  private record RuneClass(List<Range> ranges, boolean negated) implements Term {
    @Override
    public boolean accepts(int rune) {
      return ranges.stream().anyMatch(r -> r.low <= rune && rune <= r.high) != negated;
    }
  }

  private record Range(int low, int high) {}

  private static final class Compiler {
    private final int[] pattern;
    private int position;

    Compiler(int[] pattern) {
      this.pattern = pattern;
    }

    List<Term> terms() {
      List<Term> terms = new ArrayList<>();
      while (position < pattern.length) {
        int rune = pattern[position++];
        switch (rune) {
          case '*' -> terms.add(new Star());
          case '?' -> terms.add(new AnyRune());
          case '[' -> terms.add(runeClass());
          case '\\' -> terms.add(new Literal(next()));
          default -> terms.add(new Literal(rune));
        }
      }
      return terms;
    }

    private RuneClass runeClass() {
      boolean negated = position < pattern.length && pattern[position] == '^';
      if (negated) {
        position++;
      }
      List<Range> ranges = new ArrayList<>();
      while (ranges.isEmpty() || peek() != ']') {
        int low = bound();
        int high = low;
        if (peek() == '-') {
          position++;
          high = bound();
        }
        ranges.add(new Range(low, high));
      }
      position++;
      return new RuneClass(ranges, negated);
    }

    private int bound() {
      int rune = next();
      if (rune == '-' || rune == ']') {
        throw malformed();
      }
      return rune == '\\' ? next() : rune;
    }

    private int peek() {
      if (position >= pattern.length) {
        throw malformed();
      }
      return pattern[position];
    }

    private int next() {
      int rune = peek();
      position++;
      return rune;
    }

    private static IllegalArgumentException malformed() {
      return new IllegalArgumentException("syntax error in pattern");
    }
  }
}
