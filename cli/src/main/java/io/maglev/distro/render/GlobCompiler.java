package io.maglev.distro.render;

import io.maglev.distro.render.GlobPattern.Step;
import java.util.ArrayList;
import java.util.List;

/** Turns the text of a {@link GlobPattern} into its steps. Not thread-safe; used once. */
final class GlobCompiler {
  /** How many steps {@code *} and {@code **} take. */
  private static final int STAR_STEPS = 3;

  private final int[] pattern;
  private final List<Step> program = new ArrayList<>();
  private int position;
  private int depth;

  GlobCompiler(String pattern) {
    this.pattern = pattern.codePoints().toArray();
  }

  /**
   * The steps of the pattern.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  List<Step> program() {
    sequence();
    return List.copyOf(program);
  }

  private void sequence() {
    int entry = program.size();
    program.add(new Step.Fork(List.of(entry + 1)));
    steps();
    overlaps(entry);
  }

  private void steps() {
    while (position < pattern.length) {
      int rune = pattern[position];
      if (depth > 0 && (rune == ',' || rune == '}')) {
        return;
      }
      position++;
      switch (rune) {
        case '*' -> star();
        case '?' -> program.add(new Step.Any(false));
        case '[' -> program.add(range());
        case '{' -> alternatives();
        default -> literal(rune);
      }
    }
  }

  private void star() {
    boolean crossing = position < pattern.length && pattern[position] == '*';
    if (crossing) {
      position++;
    }
    int fork = program.size();
    program.add(new Step.Fork(List.of(fork + 1, fork + 3)));
    program.add(new Step.Any(crossing));
    program.add(new Step.Fork(List.of(fork)));
  }

  /**
   * Text, two stars and text gobwas tells by how a name starts and ends alone, so that both may be
   * the same characters: with {@code a/} before and {@code /x} behind the stars {@code a/x}
   * matches.
   */
  private void overlaps(int entry) {
    List<Step> steps = List.copyOf(program.subList(entry + 1, program.size()));
    int star = 0;
    while (star < steps.size() && steps.get(star) instanceof Step.Rune) {
      star++;
    }
    if (star + STAR_STEPS > steps.size() || !steps.get(star + 1).equals(new Step.Any(true))) {
      return;
    }
    List<Step> prefix = steps.subList(0, star);
    List<Step> suffix = steps.subList(star + STAR_STEPS, steps.size());
    if (!suffix.stream().allMatch(Step.Rune.class::isInstance)) {
      return;
    }
    List<Integer> starts = new ArrayList<>(List.of(entry + 1));
    List<Integer> exits = new ArrayList<>();
    for (int shared = 1; shared <= Math.min(prefix.size(), suffix.size()); shared++) {
      if (prefix.subList(prefix.size() - shared, prefix.size()).equals(suffix.subList(0, shared))) {
        exits.add(program.size());
        program.add(new Step.Fork(List.of()));
        starts.add(program.size());
        program.addAll(prefix);
        program.addAll(suffix.subList(shared, suffix.size()));
      }
    }
    program.set(entry, new Step.Fork(starts));
    List<Integer> end = List.of(program.size());
    exits.forEach(exit -> program.set(exit, new Step.Fork(end)));
  }

  private void literal(int rune) {
    if (rune != '\\') {
      program.add(new Step.Rune(rune));
    } else if (position < pattern.length) {
      program.add(new Step.Rune(pattern[position++]));
    }
  }

  private void alternatives() {
    depth++;
    int entry = program.size();
    program.add(new Step.Fork(List.of()));
    List<Integer> starts = new ArrayList<>();
    List<Integer> exits = new ArrayList<>();
    boolean more = true;
    while (more) {
      starts.add(program.size());
      sequence();
      exits.add(program.size());
      program.add(new Step.Fork(List.of()));
      more = position < pattern.length && pattern[position] == ',';
      position++;
    }
    depth--;
    program.set(entry, new Step.Fork(starts));
    List<Integer> end = List.of(program.size());
    exits.forEach(exit -> program.set(exit, new Step.Fork(end)));
  }

  private Step range() {
    boolean negated = peek() == '!';
    if (negated) {
      position++;
    }
    int low = peek();
    if (position + 1 < pattern.length && pattern[position + 1] == '-') {
      position += 2;
      int high = peek();
      position++;
      close();
      if (high < low) {
        throw new IllegalArgumentException("range ends before it starts");
      }
      return new Step.OneOf("", low, high, negated);
    }
    StringBuilder runes = new StringBuilder();
    while (peek() != ']') {
      if (peek() == '\\') {
        position++;
      }
      runes.appendCodePoint(peek());
      position++;
    }
    close();
    if (runes.length() == 0) {
      throw new IllegalArgumentException("empty range");
    }
    return new Step.OneOf(runes.toString(), 1, 0, negated);
  }

  private void close() {
    if (peek() != ']') {
      throw new IllegalArgumentException("range is not closed");
    }
    position++;
  }

  private int peek() {
    if (position >= pattern.length) {
      throw new IllegalArgumentException("pattern ends too early");
    }
    return pattern[position];
  }
}
