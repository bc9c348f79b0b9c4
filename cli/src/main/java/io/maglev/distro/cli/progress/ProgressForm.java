package io.maglev.distro.cli.progress;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ways to show progress. */
public enum ProgressForm {
  /** A live block if stderr is a terminal that can show one, else plain lines. */
  AUTO,
  /** A block that is redrawn in place. */
  LIVE,
  /** A line an event. */
  PLAIN,
  /** A JSON object an event; errors are such objects then, too. */
  JSON,
  /** Warnings only. */
  NONE;

  /** The option that names one. */
  public static final String OPTION = "--progress";

  private static final String VARIABLE = "DISTRO_PROGRESS";

  /**
   * What the environment asks for.
   *
   * @throws DistroException if there is no such form
   */
  public static ProgressForm of(Map<String, String> environment) {
    String name = environment.getOrDefault(VARIABLE, "");
    if (name.isEmpty()) {
      return AUTO;
    }
    return Arrays.stream(values())
        .filter(form -> form.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                DistroException.of(
                    ErrorCode.USAGE,
                    "cannot use " + VARIABLE + " '" + name + "': there is no such form",
                    "set it to one of " + names()));
  }

  /**
   * Whether errors are to be JSON, told from the bare arguments: also the error that arguments
   * cannot be understood has to be.
   */
  public static boolean wantsJson(List<String> arguments, Map<String, String> environment) {
    String asked = environment.getOrDefault(VARIABLE, "");
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(OPTION) && i + 1 < arguments.size()) {
        asked = arguments.get(i + 1);
      } else if (argument.startsWith(OPTION + "=")) {
        asked = argument.substring(OPTION.length() + 1);
      }
    }
    return asked.equalsIgnoreCase(JSON.name());
  }

  private static String names() {
    return String.join(
        ", ", Arrays.stream(values()).map(form -> form.name().toLowerCase(Locale.ROOT)).toList());
  }
}
