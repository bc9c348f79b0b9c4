package io.maglev.distro.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A parameter that has no value yet, as a person is asked for it. Immutable.
 *
 * @param description what the manifest says of it, may be empty; written by strangers
 * @param type {@code string}, {@code integer}, {@code number} or {@code boolean}
 * @param choices the values allowed, empty for any
 * @param rules what a value must be beyond its type, in words
 * @param secret not to be seen while it is typed
 * @param objection what is wrong with an answer, empty if nothing; never shows a secret
 */
public record ParameterQuestion(
    String name,
    String description,
    String type,
    List<String> choices,
    List<String> rules,
    boolean secret,
    Function<String, Optional<String>> objection) {

  public ParameterQuestion {
    choices = List.copyOf(choices);
    rules = List.copyOf(rules);
  }

  /** The environment variable that gives a parameter: {@code DISTRO_PARAM_STORAGE_CLASS}. */
  public static String variable(String name) {
    return "DISTRO_PARAM_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * The ways to give a parameter without being asked, as the end of a sentence that says to do so.
   * A flag's value is seen by everybody who lists processes, so a secret's names a file.
   */
  public static String howToGive(String name, boolean secret) {
    return "with --param "
        + name
        + (secret ? "=@FILE" : "=VALUE")
        + ", in a file with --params, or as "
        + variable(name);
  }
}
