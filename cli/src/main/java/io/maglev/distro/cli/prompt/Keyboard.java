package io.maglev.distro.cli.prompt;

import java.io.InputStream;
import java.util.Optional;

/** What a person types, line by line: passed in, so that tests can type too. */
public interface Keyboard {

  /** The next line without its end; empty at the end of input. */
  Optional<String> line();

  /** As {@link #line}, and where there is a terminal it does not show what is typed. */
  Optional<String> secret();

  /** Lines of a stream in UTF-8, secrets among them. */
  static Keyboard of(InputStream in) {
    return new StreamKeyboard(in);
  }

  /** The terminal of this process. */
  static Keyboard ofProcess() {
    return new TerminalKeyboard(new StreamKeyboard(System.in));
  }
}
