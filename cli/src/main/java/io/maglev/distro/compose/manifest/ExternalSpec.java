package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Capabilities that a manifest says are provided from outside. Immutable.
 *
 * @param provides each with its version
 * @param values what components that require one of them are told; parameters are still in place
 * @param where its name in the manifest
 */
public record ExternalSpec(
    String name,
    List<Provision> provides,
    Map<String, @Nullable Object> values,
    SourceLocation where) {

  public ExternalSpec {
    provides = List.copyOf(provides);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
