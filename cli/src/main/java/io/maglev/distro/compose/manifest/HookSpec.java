package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.HookPhase;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A distro hook as a manifest declares it. Immutable.
 *
 * @param before names of components and {@code kind=...}, all known
 * @param after as {@code before}
 * @param where its name in the manifest
 */
public record HookSpec(
    String name,
    Set<HookPhase> phases,
    ChartPath chart,
    String namespace,
    Map<String, @Nullable Object> values,
    List<String> before,
    List<String> after,
    Duration timeout,
    SourceLocation where) {

  public HookSpec {
    phases = Collections.unmodifiableSet(new LinkedHashSet<>(phases));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
