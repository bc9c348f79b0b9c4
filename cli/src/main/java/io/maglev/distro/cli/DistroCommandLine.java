package io.maglev.distro.cli;

import io.maglev.distro.cli.command.Commands;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.error.SandboxFailure;
import io.maglev.distro.cli.progress.ProgressForm;
import io.maglev.distro.error.DistroException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;

/**
 * Turns arguments into a run of one command. Only the class of the command that was named is
 * loaded: picocli's reflection over all of them would cost more than most commands take. Nor is
 * picocli itself where there is nothing to parse.
 */
public final class DistroCommandLine {
  private static final List<String> HELP = List.of("-h", "--help", "help");
  private static final List<String> OPTIONS_OF_HELP = List.of("-h", "--help");
  private static final String DEBUG = "--debug";

  static {
    // picocli would look for Groovy in every jar, and load types that no option has: 20-40 ms.
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.converters.excludes", "java.(sql|time).*");
  }

  private Console console;

  public DistroCommandLine(Console console) {
    this.console = console;
  }

  /** Runs the command the arguments name and returns the exit code. */
  public int run(String... args) {
    if (ProgressForm.wantsJson(List.of(args), console.environment())) {
      console = console.withJsonErr();
    }
    try {
      return dispatch(args);
    } catch (RuntimeException | VirtualMachineError | LinkageError | AssertionError e) {
      return fail(e, List.of(args).contains(DEBUG));
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  private int dispatch(String... args) {
    if (args.length == 0 || HELP.contains(args[0])) {
      if (args.length > 1 && !HELP.contains(args[1])) {
        return dispatch(args[1], "--help");
      }
      console.out().print(Commands.overview());
      return ExitCode.DONE;
    }
    String name = args[0].equals("--version") ? "version" : args[0];
    Optional<Commands.Entry> entry = Commands.find(name);
    if (entry.isEmpty()) {
      return fail(UsageErrors.unknownCommand(name), List.of(args).contains(DEBUG));
    }
    return execute(entry.get(), Arrays.copyOfRange(args, 1, args.length));
  }

  private int execute(Commands.Entry entry, String... args) {
    if (args.length == 0 && entry.runsBare()) {
      return executeBare(entry);
    }
    if (args.length == 1 && OPTIONS_OF_HELP.contains(args[0])) {
      Optional<String> help = entry.help();
      if (help.isPresent()) {
        console.out().print(help.get());
        return ExitCode.DONE;
      }
    }
    return parseAndExecute(entry, args);
  }

  /** Without picocli, whose loading takes longer than what some commands do. */
  private int executeBare(Commands.Entry entry) {
    try {
      return entry.create(console).call();
    } catch (Exception e) {
      return fail(e, false);
    }
  }

  private int parseAndExecute(Commands.Entry entry, String... args) {
    CommandLine line = new CommandLine(entry.create(console));
    line.setCommandName("distro " + entry.name());
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF)); // as the recorded help is
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (e, arguments) -> fail(UsageErrors.of(e, entry.name()), List.of(args).contains(DEBUG)));
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> fail(placed(e, parsed), wantsDebug(parsed)));
    return line.execute(args);
  }

  private int fail(Throwable failure, boolean debug) {
    console.out().flush();
    Throwable told = failure instanceof InvalidPathException path ? UsageErrors.of(path) : failure;
    return new ErrorPrinter(console, debug).print(told);
  }

  private static Exception placed(Exception failure, ParseResult parsed) {
    return failure instanceof DistroException known && parsed.hasMatchedOption("--sandbox")
        ? SandboxFailure.of(known)
        : failure;
  }

  private static boolean wantsDebug(ParseResult parsed) {
    return parsed.hasMatchedOption(DEBUG);
  }
}
