package io.maglev.distro.template.exec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The variables of all templates being executed, innermost last. Templates do not see the variables
 * of their callers: each starts a frame. Not thread-safe.
 */
final class VariableStack {
  /** Each include has a stack of its own, and few have many variables. */
  private static final int INITIAL_SIZE = 8;

  private String[] names = new String[INITIAL_SIZE];
  private @Nullable Object[] values = new Object[INITIAL_SIZE];
  private boolean[] boxed = new boolean[INITIAL_SIZE];
  private int top;
  private int frame;

  /** The height, to {@link #pop} to at the end of a scope. */
  int mark() {
    return top;
  }

  void pop(int mark) {
    while (top > mark) {
      values[--top] = null;
    }
  }

  /** Starts a frame; returns what {@link #leave} needs to go back to the one before. */
  int enter(@Nullable Object dollar) {
    int before = frame;
    frame = top;
    push("$", dollar);
    return before;
  }

  void leave(int before) {
    pop(frame);
    frame = before;
  }

  void push(String name, @Nullable Object value) {
    if (top == names.length) {
      names = Arrays.copyOf(names, top * 2);
      values = Arrays.copyOf(values, top * 2);
      boxed = Arrays.copyOf(boxed, top * 2);
    }
    names[top] = name;
    values[top] = value;
    boxed[top] = false;
    top++;
  }

  /** Where the variable lives, or -1. */
  int find(String name) {
    for (int i = top - 1; i >= frame; i--) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Nullable Object get(int slot) {
    return values[slot];
  }

  /** Whether the variable has the static type interface {}, as those of a range may. */
  boolean isBoxed(int slot) {
    return boxed[slot];
  }

  void set(int slot, @Nullable Object value, boolean isBoxed) {
    values[slot] = value;
    boxed[slot] = isBoxed;
  }
}
