package io.maglev.distro.chart;

import io.maglev.distro.chart.MutableChart.MutableDependency;
import io.maglev.distro.values.Coalescer;
import io.maglev.distro.values.Tables;
import io.maglev.distro.version.InvalidVersionException;
import io.maglev.distro.version.SemanticVersion;
import io.maglev.distro.version.VersionConstraint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which subcharts take part, as Helm 3.22's {@code ProcessDependenciesWithMerge}: aliases,
 * version ranges, tags, conditions, then imported values. Not thread-safe; one per chart.
 */
public final class DependencyProcessor {
  private final Coalescer coalescer = new Coalescer();
  private final List<String> warnings = new ArrayList<>();

  private DependencyProcessor() {}

  /**
   * The chart as it takes part with these values of the user.
   *
   * @throws io.maglev.distro.values.ValuesException if a subchart's section is no map
   */
  public static Resolution process(Chart chart, Map<String, @Nullable Object> userValues) {
    MutableChart root = MutableChart.of(chart);
    DependencyProcessor processor = new DependencyProcessor();
    processor.processEnabled(root, userValues, "");
    processor.importValues(root);
    List<String> warnings = new ArrayList<>(processor.coalescer.warnings());
    warnings.addAll(processor.warnings);
    return new Resolution(root.resolved(), warnings);
  }

  /**
   * Refuses a chart whose {@code Chart.yaml} lists dependencies that its {@code charts/} lacks.
   *
   * @throws ChartLoadException with Helm's text
   */
  public static void requireComplete(Chart chart) {
    Set<String> present =
        chart.dependencies().stream().map(Chart::name).collect(Collectors.toSet());
    List<String> missing =
        chart.metadata().dependencies().stream()
            .map(ChartDependency::name)
            .filter(name -> !present.contains(name))
            .toList();
    if (!missing.isEmpty()) {
      String problem =
          "found in Chart.yaml, but missing in charts/ directory: " + String.join(", ", missing);
      throw new ChartLoadException(
          "cannot use chart '" + chart.name() + "': " + problem,
          problem,
          Optional.of("run 'helm dependency build' on the chart to fetch them"),
          null);
    }
  }

  /** Whether the version lies in the range; false if either is malformed. */
  public static boolean isCompatible(String range, String version) {
    try {
      return VersionConstraint.parse(range).matches(SemanticVersion.parse(version));
    } catch (InvalidVersionException e) {
      return false;
    }
  }

  private void processEnabled(
      MutableChart chart, Map<String, @Nullable Object> userValues, String path) {
    List<MutableDependency> declared = chart.declared;
    if (declared == null) {
      return;
    }
    chart.setDependencies(applyAliases(chart, declared));
    declared.forEach(dependency -> dependency.enabled = true);
    Map<String, @Nullable Object> values = coalescer.coalesce(chart, userValues);
    applyTags(declared, values);
    declared.forEach(dependency -> applyCondition(dependency, values, path));

    Set<String> disabled =
        declared.stream().filter(d -> !d.enabled).map(d -> d.name).collect(Collectors.toSet());
    List<MutableChart> kept =
        chart.dependencies().stream().filter(c -> !disabled.contains(c.name)).toList();
    List<MutableDependency> keptRecords =
        new ArrayList<>(declared.stream().filter(d -> !disabled.contains(d.name)).toList());
    for (MutableChart subchart : kept) {
      processEnabled(subchart, values, path + subchart.name + ".");
    }
    chart.declared = keptRecords.isEmpty() ? null : keptRecords;
    chart.setDependencies(kept);
  }

  /** Charts that no record names come first, then one chart a record, under its alias. */
  private static List<MutableChart> applyAliases(
      MutableChart chart, List<MutableDependency> declared) {
    List<MutableChart> present = chart.dependencies();
    List<MutableChart> applied = new ArrayList<>();
    for (MutableChart existing : present) {
      if (declared.stream().noneMatch(record -> isMeant(existing, record))) {
        applied.add(existing);
      }
    }
    for (MutableDependency record : declared) {
      String alias = record.source.alias();
      present.stream()
          .filter(existing -> isMeant(existing, record))
          .findFirst()
          .map(MutableChart::shallowCopy)
          .ifPresent(
              copy -> {
                copy.name = alias.isEmpty() ? copy.name : alias;
                applied.add(copy);
              });
      if (!alias.isEmpty()) {
        record.name = alias;
      }
    }
    return applied;
  }

  private static boolean isMeant(MutableChart chart, MutableDependency record) {
    return chart.name.equals(record.name)
        && isCompatible(record.source.version(), chart.source.version());
  }

  private void applyTags(List<MutableDependency> declared, Map<String, @Nullable Object> values) {
    Optional<Map<String, @Nullable Object>> tags = Tables.at(values, "tags");
    if (tags.isEmpty()) {
      return;
    }
    for (MutableDependency dependency : declared) {
      boolean anyTrue = false;
      boolean anyFalse = false;
      for (String tag : dependency.source.tags()) {
        Object value = tags.get().get(tag);
        if (value instanceof Boolean on) {
          anyTrue |= on;
          anyFalse |= !on;
        } else if (tags.get().containsKey(tag)) {
          warnings.add(
              "Warning: Tag '"
                  + tag
                  + "' for chart "
                  + dependency.name
                  + " returned non-bool value");
        }
      }
      dependency.enabled = anyTrue || !anyFalse;
    }
  }

  private void applyCondition(
      MutableDependency dependency, Map<String, @Nullable Object> values, String path) {
    for (String condition : dependency.source.condition().strip().split(",", -1)) {
      List<@Nullable Object> found =
          condition.isEmpty() ? List.of() : Tables.valueAt(values, path + condition);
      if (found.isEmpty()) {
        continue;
      }
      if (found.get(0) instanceof Boolean on) {
        dependency.enabled = on;
        return;
      }
      warnings.add(
          "Warning: Condition path '"
              + condition
              + "' for chart "
              + dependency.name
              + " returned non-bool value");
    }
  }

  private void importValues(MutableChart chart) {
    chart.dependencies().forEach(this::importValues);
    List<MutableDependency> declared = chart.declared;
    if (declared == null) {
      return;
    }
    Map<String, @Nullable Object> values = coalescer.merge(chart, Map.of());
    Map<String, @Nullable Object> imported = new LinkedHashMap<>();
    for (MutableDependency dependency : declared) {
      List<Object> records = new ArrayList<>();
      for (Object rule : dependency.importValues) {
        importRule(rule)
            .ifPresent(
                importRule -> {
                  records.add(importRule.asMap());
                  importOne(dependency, importRule, values, imported);
                });
      }
      dependency.importValues = records;
    }
    // what the parent says itself outranks what it imports
    chart.values = coalescer.mergeTables(Tables.copy(values), imported);
  }

  private static Optional<ImportRule> importRule(Object rule) {
    if (rule instanceof String exported) {
      return Optional.of(new ImportRule("exports." + exported, "."));
    }
    if (rule instanceof Map<?, ?> map) {
      return Optional.of(new ImportRule(text(map.get("child")), text(map.get("parent"))));
    }
    return Optional.empty();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "<nil>" : value.toString();
  }

  private void importOne(
      MutableDependency dependency,
      ImportRule rule,
      Map<String, @Nullable Object> values,
      Map<String, @Nullable Object> imported) {
    Optional<Map<String, @Nullable Object>> table =
        Tables.at(values, dependency.name + "." + rule.child);
    if (table.isEmpty()) {
      warnings.add("Warning: ImportValues missing table from chart " + dependency.name);
      return;
    }
    Map<String, @Nullable Object> nested =
        table.get().isEmpty() ? new LinkedHashMap<>() : table.get();
    if (!rule.parent.equals(".")) {
      String[] keys = rule.parent.split("\\.", -1);
      for (int i = keys.length - 1; i >= 0; i--) {
        Map<String, @Nullable Object> outer = new LinkedHashMap<>();
        outer.put(keys[i], nested);
        nested = outer;
      }
    }
    coalescer.mergeTables(imported, nested);
  }

  /** The chart after processing, and what Helm would have warned of. */
  public record Resolution(ResolvedChart chart, List<String> warnings) {
    public Resolution {
      warnings = List.copyOf(warnings);
    }
  }

  private record ImportRule(String child, String parent) {
    Map<String, String> asMap() {
      Map<String, String> map = new LinkedHashMap<>();
      map.put("child", child);
      map.put("parent", parent);
      return map;
    }
  }
}
