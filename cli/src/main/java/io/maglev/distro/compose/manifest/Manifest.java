package io.maglev.distro.compose.manifest;

import io.maglev.distro.compose.parameter.ParameterSchema;
import java.util.List;

/**
 * A distro manifest put together from all it includes, whose every value is well-formed. Immutable.
 *
 * @param version that of the file; of a profile with its name in the build metadata
 * @param kubernetes the range of Kubernetes versions, {@code *} for any
 * @param namespace where components and hooks live that name none
 * @param providers at most one for each capability
 * @param profiles names of those the file has
 * @param excluded components that were included once, to explain what is missing
 */
public record Manifest(
    String name,
    String version,
    String description,
    String kubernetes,
    String namespace,
    List<ParameterSchema> parameters,
    List<ComponentSpec> components,
    List<HookSpec> hooks,
    List<ExternalSpec> externals,
    List<ProviderChoice> providers,
    List<String> profiles,
    List<ComponentSpec> excluded) {

  public Manifest {
    parameters = List.copyOf(parameters);
    components = List.copyOf(components);
    hooks = List.copyOf(hooks);
    externals = List.copyOf(externals);
    providers = List.copyOf(providers);
    profiles = List.copyOf(profiles);
    excluded = List.copyOf(excluded);
  }
}
