package io.maglev.distro.cli.command;

import io.maglev.distro.cli.Console;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/** Asks the operator before something that is hard to undo. */
final class Confirmation {
  private Confirmation() {}

  /** Whether the answer to the question, which is asked on stderr, is {@code y}. */
  static boolean ask(Console console, String question) {
    console.err().print(question + "? [y/N] ");
    console.err().flush();
    Scanner answer = new Scanner(console.in(), StandardCharsets.UTF_8);
    return answer.hasNextLine() && answer.nextLine().strip().equalsIgnoreCase("y");
  }
}
