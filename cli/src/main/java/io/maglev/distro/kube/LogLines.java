package io.maglev.distro.kube;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines of bounded length. Not thread-safe. */
public final class LogLines {
  /** Longer lines are data rather than something to read; their end is left out. */
  public static final int LONGEST = 8 << 10;

  private static final String CUT = " ...";

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean cut;

  public LogLines(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes the next bytes. */
  public void write(byte[] bytes) {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        append(bytes, start, i);
        finishLine();
        start = i + 1;
      }
    }
    append(bytes, start, bytes.length);
  }

  /** The last line may have no end. */
  public void finish() {
    if (line.size() > 0) {
      finishLine();
    }
  }

  private void append(byte[] bytes, int from, int to) {
    int length = Math.min(to - from, LONGEST - line.size());
    line.write(bytes, from, length);
    cut |= length < to - from;
  }

  private void finishLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    String whole = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    lines.accept(cut ? whole + CUT : whole);
    cut = false;
  }
}
