package io.maglev.distro.compose.manifest;

import io.maglev.distro.compose.parameter.ParameterSchema;
import java.nio.file.Path;
import java.util.List;

/**
 * A distro manifest whose every value is well-formed. Immutable.
 *
 * @param file where it was read from; charts are named relative to it
 * @param kubernetes the range of Kubernetes versions, {@code *} for any
 * @param namespace where components and hooks live that name none
 */
public record Manifest(
    Path file,
    String name,
    String version,
    String description,
    String kubernetes,
    String namespace,
    List<ParameterSchema> parameters,
    List<ComponentSpec> components,
    List<HookSpec> hooks) {

  public Manifest {
    parameters = List.copyOf(parameters);
    components = List.copyOf(components);
    hooks = List.copyOf(hooks);
  }

  /** The directory that paths in it start from. */
  public Path directory() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
