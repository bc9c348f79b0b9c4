package io.maglev.distro.cli;

import io.maglev.distro.cli.command.Commands;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;

/** Says what is wrong with a command line; picocli's own words name Java types in places. */
final class UsageErrors {
  private static final Pattern CONSTANTS =
      Pattern.compile("one of \\[([A-Z_, ]+)] \\(case-insensitive\\)");

  private UsageErrors() {}

  /** Arguments that a command does not take. */
  static DistroException of(ParameterException failure, String command) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidPathException path) {
        return of(path);
      }
    }
    String reason = String.valueOf(failure.getMessage());
    if (reason.contains("java.nio.file.InvalidPathException")) {
      return path(failure.getValue() == null ? "" : failure.getValue());
    }
    return DistroException.of(
        ErrorCode.USAGE,
        "cannot run 'distro " + command + "': " + lowerFirst(plain(reason)),
        "run 'distro " + command + " --help'");
  }

  /** A name that Java cannot hand to the system. */
  static DistroException of(InvalidPathException failure) {
    return path(failure.getInput());
  }

  static DistroException unknownCommand(String name) {
    if (name.startsWith("-")) {
      return DistroException.of(
          ErrorCode.USAGE,
          "cannot use option '" + name + "' here: options follow the command",
          "write 'distro COMMAND " + name + "'");
    }
    String hint =
        Commands.nearest(name)
            .map(nearest -> "did you mean 'distro " + nearest + "'?")
            .orElse("run 'distro --help' for the list");
    return DistroException.of(
        ErrorCode.USAGE, "cannot run command '" + name + "': there is none of that name", hint);
  }

  private static DistroException path(String path) {
    return DistroException.of(
        ErrorCode.USAGE,
        "cannot use path '" + path + "': it has characters that paths cannot have in this locale",
        "run it in a UTF-8 locale, such as LC_ALL=C.UTF-8");
  }

  /** The constants of an enum as people write them. */
  private static String plain(String reason) {
    Matcher constants = CONSTANTS.matcher(reason);
    return constants.replaceAll(found -> "one of " + found.group(1).toLowerCase(Locale.ROOT));
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
