package io.maglev.distro.compose.resolve;

import io.maglev.distro.compose.manifest.ComponentSpec;
import io.maglev.distro.compose.manifest.Need;
import io.maglev.distro.compose.manifest.Provision;
import io.maglev.distro.compose.pack.PackedChart;
import io.maglev.distro.error.Problems;
import io.maglev.distro.model.Capability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A component with its chart: what both together offer and need. Immutable.
 *
 * @param provides by name of the capability
 */
record Member(
    ComponentSpec spec, PackedChart chart, Map<String, Capability> provides, List<Need> needs)
    implements Provider {
  /** Joins what the manifest and the chart's annotations say; the manifest's version counts. */
  static Member of(ComponentSpec spec, PackedChart chart, Problems problems) {
    Map<String, Capability> provides = new LinkedHashMap<>();
    provides.put(spec.name(), new Capability(spec.name(), chart.chart().version()));
    ChartClaims claims =
        ChartClaims.read(
            chart.chart(), spec.chart().shown().resolve("Chart.yaml").toString(), problems);
    List<Provision> provisions = new ArrayList<>(claims.provides());
    provisions.addAll(spec.provides());
    for (Provision provision : provisions) {
      String version = provision.version().orElseGet(() -> defaultVersion(chart));
      provides.put(provision.capability(), new Capability(provision.capability(), version));
    }
    Set<Need> needs = new LinkedHashSet<>(spec.requires());
    for (Need need : claims.requires()) {
      if (needs.stream().noneMatch(other -> other.toString().equals(need.toString()))) {
        needs.add(need);
      }
    }
    return new Member(spec, chart, provides, List.copyOf(needs));
  }

  @Override
  public String name() {
    return spec.name();
  }

  private static String defaultVersion(PackedChart chart) {
    String appVersion = chart.chart().metadata().appVersion();
    return Provision.isVersion(appVersion) ? appVersion : chart.chart().version();
  }
}
