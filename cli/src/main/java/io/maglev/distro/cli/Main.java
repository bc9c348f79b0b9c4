package io.maglev.distro.cli;

/** The entry point of the process. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new DistroCommandLine(Console.ofProcess()).run(args));
  }
}
