package io.maglev.distro.cli.prompt;

import java.io.Console;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of this process. Its echo is off only while a secret is read, also if the process is
 * ended then. Shown lines come through the same reader as secrets: it reads ahead, so another one
 * would miss lines that were pasted together.
 *
 * @param otherwise what is read where there is no terminal
 */
record TerminalKeyboard(Keyboard otherwise) implements Keyboard {

  @Override
  public Optional<String> line() {
    return read(Console::readLine, otherwise::line);
  }

  @Override
  public Optional<String> secret() {
    return read(TerminalKeyboard::unseen, otherwise::secret);
  }

  @SuppressWarnings("SystemConsoleNull") // the launcher sets jdk.console=java.base: null again
  private static Optional<String> read(
      Function<Console, @Nullable String> fromTerminal, Supplier<Optional<String>> elsewhere) {
    Console terminal = System.console();
    return terminal == null ? elsewhere.get() : Optional.ofNullable(fromTerminal.apply(terminal));
  }

  private static @Nullable String unseen(Console terminal) {
    char[] typed = terminal.readPassword();
    return typed == null ? null : new String(typed);
  }
}
