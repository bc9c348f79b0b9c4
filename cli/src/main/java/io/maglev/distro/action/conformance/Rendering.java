package io.maglev.distro.action.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What rendering a case came to. Immutable. */
public sealed interface Rendering {

  /**
   * It rendered.
   *
   * @param bytes one char a byte, so that what is no UTF-8 compares too
   */
  record Output(String bytes) implements Rendering {
    public static Output of(byte[] bytes) {
      return new Output(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** As people read it. */
    String text() {
      return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  /**
   * It was refused.
   *
   * @param texts of Helm its one message without {@code Error: }; of ours all that is told
   */
  record Refusal(List<String> texts) implements Rendering {}

  /** Neither: a crash, or no end within the time allowed. */
  record Crash(String reason) implements Rendering {}
}
