package io.maglev.distro.cli.prompt;

import java.util.Optional;

/** The terminal of this process. Its echo is off only while a secret is read, even if killed. */
record TerminalKeyboard(Keyboard shown) implements Keyboard {

  @Override
  public Optional<String> line() {
    return shown.line();
  }

  /** Without a terminal nothing is shown anyway. */
  @Override
  @SuppressWarnings("SystemConsoleNull") // the launcher sets jdk.console=java.base: null again
  public Optional<String> secret() {
    java.io.Console terminal = System.console();
    if (terminal == null) {
      return shown.secret();
    }
    char[] typed = terminal.readPassword();
    return typed == null ? Optional.empty() : Optional.of(new String(typed));
  }
}
