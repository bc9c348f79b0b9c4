package io.maglev.distro.render;

import io.maglev.distro.chart.ChartFile;
import io.maglev.distro.chart.ResolvedChart;
import io.maglev.distro.template.Utf8;
import io.maglev.distro.values.Tables;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the templates of a chart tree, each with the data it sees: Helm's {@code recAllTpls}.
 * All templates of a chart share one map, and a subchart's values are a part of its parent's, so
 * that changes made by {@code set} are seen by the templates rendered later. Not thread-safe.
 */
final class TemplateScopes {
  /** More slashes first, then against the alphabet, so that parents override subcharts. */
  private static final Comparator<String> ORDER =
      Comparator.comparingLong(TemplateScopes::slashes).thenComparing(Utf8.ORDER).reversed();

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private TemplateScopes() {}

  /**
   * The templates in the order they are parsed and rendered.
   *
   * @param top holds Release, Capabilities and Values
   */
  static List<Entry> of(ResolvedChart chart, Map<String, @Nullable Object> top) {
    TemplateScopes scopes = new TemplateScopes();
    scopes.add(chart, top);
    return scopes.entries.values().stream()
        .sorted(Comparator.comparing(Entry::name, ORDER))
        .toList();
  }

  private Map<String, @Nullable Object> add(
      ResolvedChart chart, Map<String, @Nullable Object> parent) {
    Map<String, @Nullable Object> subcharts = new LinkedHashMap<>();
    Map<String, @Nullable Object> scope = new LinkedHashMap<>();
    scope.put("Chart", BuiltInObjects.chart(chart));
    scope.put("Files", FilesObject.of(chart.source().files()));
    scope.put("Release", parent.get("Release"));
    scope.put("Capabilities", parent.get("Capabilities"));
    scope.put("Values", values(chart, parent));
    scope.put("Subcharts", subcharts);
    for (ResolvedChart subchart : chart.dependencies()) {
      subcharts.put(subchart.name(), add(subchart, scope));
    }
    for (ChartFile template : chart.source().templates()) {
      if (!chart.metadata().isLibrary() || isPartial(template.name())) {
        String name = chart.path() + "/" + template.name();
        String text = Utf8.decode(template.bytes());
        entries.put(name, new Entry(name, chart.path() + "/templates", text, scope));
      }
    }
    return scope;
  }

  private static ValuesObject values(ResolvedChart chart, Map<String, @Nullable Object> parent) {
    Map<String, @Nullable Object> values = Tables.table(parent.get("Values"));
    if (chart.isRoot()) {
      return new ValuesObject(values);
    }
    return Tables.at(values, chart.name())
        .map(ValuesObject::new)
        .orElseGet(() -> new ValuesObject(new LinkedHashMap<>()));
  }

  private static boolean isPartial(String name) {
    return name.startsWith("_", name.lastIndexOf('/') + 1);
  }

  private static long slashes(String name) {
    long count = 0;
    for (int at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
      count++;
    }
    return count;
  }

  /**
   * A template and what it sees.
   *
   * @param scope shared by all templates of a chart
   */
  record Entry(String name, String basePath, String text, Map<String, @Nullable Object> scope) {

    /** Whether it only defines templates for others. */
    boolean partial() {
      return isPartial(name);
    }

    /** Sets {@code .Template} to this one; the same map serves the next template. */
    Map<String, @Nullable Object> data() {
      Map<String, @Nullable Object> template = new LinkedHashMap<>();
      template.put("Name", name);
      template.put("BasePath", basePath);
      scope.put("Template", new ValuesObject(template));
      return new ValuesObject(scope);
    }
  }
}
