package io.maglev.distro.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the operator's values come from. A flag wins over a file, a file over the environment, the
 * later over the earlier.
 *
 * @param environment all variables; those called {@code DISTRO_PARAM_<NAME>} count
 * @param files YAML or JSON maps of names to values
 * @param assignments {@code NAME=VALUE}, or {@code NAME=@FILE} for the content of a file
 * @param asker who is asked for what is then still missing; without one that is an error
 */
public record ParameterInput(
    Map<String, String> environment,
    List<Path> files,
    List<String> assignments,
    Optional<ParameterAsker> asker) {

  /** Nothing given: defaults only. */
  public static final ParameterInput NONE = new ParameterInput(Map.of(), List.of(), List.of());

  public ParameterInput {
    environment = Map.copyOf(environment);
    files = List.copyOf(files);
    assignments = List.copyOf(assignments);
  }

  /** Values that nobody can be asked for. */
  public ParameterInput(
      Map<String, String> environment, List<Path> files, List<String> assignments) {
    this(environment, files, assignments, Optional.empty());
  }

  /** The same, with somebody to ask for what is missing. */
  public ParameterInput asking(ParameterAsker somebody) {
    return new ParameterInput(environment, files, assignments, Optional.of(somebody));
  }

  /** Environments and assignments may hold secrets: neither is printed. */
  @Override
  public String toString() {
    return "parameters from " + assignments.size() + " flags and " + files;
  }
}
