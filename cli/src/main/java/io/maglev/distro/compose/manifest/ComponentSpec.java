package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.RollbackPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A component as a manifest declares it. Immutable.
 *
 * @param values its own over the distro's, which are under {@code global}; parameters are still in
 *     place
 * @param where its name in the manifest
 */
public record ComponentSpec(
    String name,
    ComponentKind kind,
    ChartPath chart,
    String namespace,
    Map<String, @Nullable Object> values,
    List<Provision> provides,
    List<Need> requires,
    RollbackPolicy rollback,
    boolean optional,
    List<ReadinessRule> readiness,
    Duration timeout,
    SourceLocation where) {

  public ComponentSpec {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    provides = List.copyOf(provides);
    requires = List.copyOf(requires);
    readiness = List.copyOf(readiness);
  }
}
