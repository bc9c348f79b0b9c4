package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.Terminal;
import io.maglev.distro.cli.output.DisplayWidth;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A terminal as a person sees it: cells, a cursor, what has scrolled away. Knows the control
 * sequences that we emit and refuses any other.
 */
final class FakeScreen {
  private static final String EMPTY = " ";

  /** Follows a wide character, whose second half has no text of its own. */
  private static final String HALF = "";

  private final int rows;
  private int columns;
  private List<String[]> lines = new ArrayList<>();
  private final StringBuilder sequence = new StringBuilder();
  private int writes;
  private int row;
  private int column;

  FakeScreen(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    lines.add(blank());
  }

  Terminal.Size size() {
    return new Terminal.Size(rows, columns);
  }

  /** What a process writes to. */
  PrintStream stream() {
    OutputStream bytes =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("one byte at a time");
          }

          @Override
          public void write(byte[] b, int off, int len) {
            show(new String(b, off, len, StandardCharsets.UTF_8));
          }
        };
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  /** How often something was written. */
  synchronized int writes() {
    return writes;
  }

  /** Another width: long lines wrap, as most terminals do it. What was written to goes on there. */
  synchronized void narrow(int narrower) {
    List<String> text = all();
    columns = narrower;
    lines = new ArrayList<>(List.of(new String[][] {blank()}));
    row = 0;
    column = 0;
    text.forEach(line -> show(line + "\n"));
  }

  /** All lines there have ever been but the empty ones at the end, scrolled away or not. */
  synchronized List<String> all() {
    List<String> text = new ArrayList<>();
    lines.forEach(line -> text.add(String.join("", line).stripTrailing()));
    while (!text.isEmpty() && text.get(text.size() - 1).isEmpty()) {
      text.remove(text.size() - 1);
    }
    return text;
  }

  /** The lines on the screen, but the empty ones at the end. */
  synchronized List<String> visible() {
    List<String> all = all();
    return all.subList(Math.min(top(), all.size()), all.size());
  }

  synchronized void show(String text) {
    writes++;
    text.codePoints().forEach(this::show);
  }

  private void show(int character) {
    if (sequence.length() > 0) {
      sequence.appendCodePoint(character);
      if (sequence.length() > 2 && Character.isLetter(character)) {
        obey(sequence.toString());
        sequence.setLength(0);
      }
    } else if (character == '\u001b') {
      sequence.appendCodePoint(character);
    } else if (character == '\n') {
      column = 0;
      down();
    } else if (character == '\r') {
      column = 0;
    } else if (character < ' ' || Character.isISOControl(character)) {
      throw new AssertionError("control character " + character);
    } else {
      put(Character.toString(character));
    }
  }

  private void put(String character) {
    int cells = DisplayWidth.of(character);
    if (column + cells > columns) {
      column = 0;
      down();
    }
    String[] line = lines.get(row);
    if (cells == 0) {
      line[Math.max(0, column - 1)] += character;
      return;
    }
    line[column] = character;
    for (int i = 1; i < cells; i++) {
      line[column + i] = HALF;
    }
    column += cells;
  }

  private void down() {
    row++;
    if (row == lines.size()) {
      lines.add(blank());
    }
  }

  private void obey(String command) {
    String argument = command.substring(2, command.length() - 1);
    switch (command.charAt(command.length() - 1)) {
      case 'A' -> row = Math.max(top(), row - Integer.parseInt(argument));
      case 'K' -> Arrays.fill(lines.get(row), column, columns, EMPTY);
      case 'J' -> {
        if (row == top()) {
          throw new AssertionError("erases the screen: some terminals keep what was on it");
        }
        Arrays.fill(lines.get(row), column, columns, EMPTY);
        lines.subList(row + 1, lines.size()).forEach(line -> Arrays.fill(line, EMPTY));
      }
      case 'm' -> {}
      default -> throw new AssertionError("unknown control sequence " + command.substring(1));
    }
  }

  private int top() {
    return Math.max(0, lines.size() - rows);
  }

  private String[] blank() {
    String[] line = new String[columns];
    Arrays.fill(line, EMPTY);
    return line;
  }
}
