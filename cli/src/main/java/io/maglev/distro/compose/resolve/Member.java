package io.maglev.distro.compose.resolve;

import io.maglev.distro.compose.manifest.ComponentSpec;
import io.maglev.distro.compose.manifest.Need;
import io.maglev.distro.compose.manifest.Provision;
import io.maglev.distro.compose.pack.PackedChart;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Capability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A component with its chart: what both together offer and need. Immutable.
 *
 * @param provides by name of the capability
 */
record Member(
    ComponentSpec spec, PackedChart chart, Map<String, Capability> provides, List<Need> needs) {
  private static final String PROVIDES = "distro.maglev.io/provides";
  private static final String REQUIRES = "distro.maglev.io/requires";

  /** Joins what the manifest and the chart's annotations say; the manifest's version counts. */
  static Member of(ComponentSpec spec, PackedChart chart, Problems problems) {
    Map<String, Capability> provides = new LinkedHashMap<>();
    provides.put(spec.name(), new Capability(spec.name(), chart.chart().version()));
    List<Provision> provisions =
        new ArrayList<>(annotated(spec, chart, PROVIDES, Provision::parse, problems));
    provisions.addAll(spec.provides());
    for (Provision provision : provisions) {
      String version = provision.version().orElseGet(() -> defaultVersion(chart));
      provides.put(provision.capability(), new Capability(provision.capability(), version));
    }
    Set<Need> needs = new LinkedHashSet<>(spec.requires());
    for (Need need : annotated(spec, chart, REQUIRES, Need::parse, problems)) {
      if (needs.stream().noneMatch(other -> other.toString().equals(need.toString()))) {
        needs.add(need);
      }
    }
    return new Member(spec, chart, provides, List.copyOf(needs));
  }

  String name() {
    return spec.name();
  }

  /** The capability of that name it offers, if it does. */
  Optional<Capability> offer(String capability) {
    return Optional.ofNullable(provides.get(capability));
  }

  private static String defaultVersion(PackedChart chart) {
    String appVersion = chart.chart().metadata().appVersion();
    return Provision.isVersion(appVersion) ? appVersion : chart.chart().version();
  }

  private static <T> List<T> annotated(
      ComponentSpec spec,
      PackedChart chart,
      String annotation,
      BiFunction<String, SourceLocation, T> parser,
      Problems problems) {
    String text = chart.chart().metadata().annotations().getOrDefault(annotation, "");
    SourceLocation where = SourceLocation.ofFile(spec.chart().text() + "/Chart.yaml", "");
    List<T> parsed = new ArrayList<>();
    for (String item : items(text)) {
      try {
        parsed.add(parser.apply(item, where));
      } catch (IllegalArgumentException e) {
        problems.add(SourceLocation.ofFile(where.file(), annotation + ": " + e.getMessage()));
      }
    }
    return parsed;
  }

  /** The items of a comma-separated list; a range may hold commas too: {@code a >=1, <2, b}. */
  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .forEach(
            item -> {
              boolean continued = !items.isEmpty() && "<>=!~^*".indexOf(item.charAt(0)) >= 0;
              if (continued) {
                items.set(items.size() - 1, items.get(items.size() - 1) + ", " + item);
              } else {
                items.add(item);
              }
            });
    return items;
  }
}
