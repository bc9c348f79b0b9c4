package io.maglev.distro.cli.command;

import io.maglev.distro.cli.Console;

/** Asks the operator before something that is hard to undo. */
final class Confirmation {
  private Confirmation() {}

  /** Whether the answer to the question, which is asked on stderr, is {@code y} or {@code yes}. */
  static boolean ask(Console console, String question) {
    console.err().print(question + "? [y/N] ");
    console.err().flush();
    return console
        .keyboard()
        .line()
        .map(String::strip)
        .filter(answer -> answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"))
        .isPresent();
  }
}
