package io.maglev.distro.render;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern of {@code .Files.Glob}, with the syntax of gobwas/glob and {@code /} as separator:
 * {@code *} and {@code ?} stay within a path segment, {@code **} crosses, {@code [!a-c]} and {@code
 * {a,b}} are alternatives. Matching takes time in proportion to pattern times name, whatever the
 * pattern. Immutable.
 */
final class GlobPattern {
  private final List<Step> program;

  private GlobPattern(List<Step> program) {
    this.program = program;
  }

  /** Compiles a pattern; as in Helm, one that is malformed matches everything. */
  static GlobPattern compile(String pattern) {
    try {
      return new GlobPattern(new GlobCompiler(pattern).program());
    } catch (IllegalArgumentException e) {
      return new GlobPattern(new GlobCompiler("**").program());
    }
  }

  /** Whether the whole name matches. */
  boolean matches(String name) {
    BitSet states = new BitSet(program.size() + 1);
    enter(states, 0);
    int[] runes = name.codePoints().toArray();
    for (int rune : runes) {
      BitSet next = new BitSet(program.size() + 1);
      for (int at = states.nextSetBit(0); at >= 0; at = states.nextSetBit(at + 1)) {
        if (at < program.size() && program.get(at).accepts(rune)) {
          enter(next, at + 1);
        }
      }
      states = next;
    }
    return states.get(program.size());
  }

  /** Adds a state and all that follow it without reading. */
  private void enter(BitSet states, int start) {
    List<Integer> pending = new ArrayList<>();
    pending.add(start);
    while (!pending.isEmpty()) {
      int at = pending.remove(pending.size() - 1);
      if (!states.get(at)) {
        states.set(at);
        if (at < program.size() && program.get(at) instanceof Step.Fork fork) {
          pending.addAll(fork.targets());
        }
      }
    }
  }

  /** One instruction: it reads a character and goes on, or forks without reading. */
  sealed interface Step {
    /** Whether the character leads to the next step. */
    boolean accepts(int rune);

    /** Goes on at every target. */
    record Fork(List<Integer> targets) implements Step {
      @Override
      public boolean accepts(int rune) {
        return false;
      }
    }

    /** Reads this character. */
    record Rune(int expected) implements Step {
      @Override
      public boolean accepts(int rune) {
        return rune == expected;
      }
    }

    /** Reads any character, a separator only if it may. */
    record Any(boolean separatorToo) implements Step {
      @Override
      public boolean accepts(int rune) {
        return separatorToo || rune != '/';
      }
    }

    /** Reads a character of a set or range. */
    record OneOf(String runes, int low, int high, boolean negated) implements Step {
      @Override
      public boolean accepts(int rune) {
        boolean found = runes.indexOf(rune) >= 0 || (low <= rune && rune <= high);
        return found != negated;
      }
    }
  }
}
