package io.maglev.distro.chart;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chart as it was loaded, before conditions, tags, aliases and imported values are applied (see
 * {@link DependencyProcessor}). Immutable.
 *
 * @param values the content of {@code values.yaml}, empty without one
 * @param schema {@code values.schema.json}
 * @param templates what lies in {@code templates/}
 * @param files what is neither a template nor read by Helm itself, {@code crds/} included
 * @param dependencies the charts found in {@code charts/}, by name of their file or directory
 * @param raw every file, in the order read
 */
public record Chart(
    ChartMetadata metadata,
    Optional<ChartLock> lock,
    Map<String, @Nullable Object> values,
    Optional<ChartFile> schema,
    List<ChartFile> templates,
    List<ChartFile> files,
    List<Chart> dependencies,
    List<ChartFile> raw) {

  public Chart {
    values = Collections.unmodifiableMap(values);
    templates = List.copyOf(templates);
    files = List.copyOf(files);
    dependencies = List.copyOf(dependencies);
    raw = List.copyOf(raw);
  }

  public String name() {
    return metadata.name();
  }

  public String version() {
    return metadata.version();
  }
}
