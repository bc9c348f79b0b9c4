package io.maglev.distro.chart;

import io.maglev.distro.values.ValuesNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chart while its dependencies are processed. Like Helm's structs, copies made for aliases share
 * the inner charts and the dependency records: what one alias changes there, the next one sees. Not
 * thread-safe.
 */
final class MutableChart implements ValuesNode {
  final Chart source;
  String name;
  Map<String, @Nullable Object> values;
  @Nullable List<MutableDependency> declared;
  private List<MutableChart> dependencies = new ArrayList<>();
  private @Nullable MutableChart parent;

  private MutableChart(Chart source, String name, Map<String, @Nullable Object> values) {
    this.source = source;
    this.name = name;
    this.values = values;
  }

  static MutableChart of(Chart chart) {
    MutableChart node = new MutableChart(chart, chart.name(), chart.values());
    if (chart.metadata().listsDependencies()) {
      node.declared =
          new ArrayList<>(
              chart.metadata().dependencies().stream().map(MutableDependency::new).toList());
    }
    node.setDependencies(chart.dependencies().stream().map(MutableChart::of).toList());
    return node;
  }

  /** A copy of this node alone; everything below is shared. */
  MutableChart shallowCopy() {
    MutableChart copy = new MutableChart(source, name, values);
    copy.declared = declared;
    copy.dependencies = dependencies;
    copy.parent = parent;
    return copy;
  }

  void setDependencies(List<MutableChart> charts) {
    dependencies = new ArrayList<>(charts);
    dependencies.forEach(chart -> chart.parent = this);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Map<String, @Nullable Object> values() {
    return values;
  }

  @Override
  public List<MutableChart> dependencies() {
    return dependencies;
  }

  /** The result of processing; below {@link #dependencies} as they are now. */
  ResolvedChart resolved() {
    List<ChartDependency> records =
        declared == null ? List.of() : declared.stream().map(MutableDependency::frozen).toList();
    return new ResolvedChart(
        source.metadata().with(name, declared != null, records),
        fullPath(),
        parent == null,
        values,
        source,
        dependencies.stream().map(MutableChart::resolved).toList());
  }

  private String fullPath() {
    return parent == null ? name : parent.fullPath() + "/charts/" + name;
  }

  /** A dependency record while it is processed. */
  static final class MutableDependency {
    final ChartDependency source;
    String name;
    boolean enabled;
    List<Object> importValues;

    MutableDependency(ChartDependency source) {
      this.source = source;
      this.name = source.name();
      this.enabled = source.enabled();
      this.importValues = source.importValues();
    }

    ChartDependency frozen() {
      return new ChartDependency(
          name,
          source.version(),
          source.repository(),
          source.condition(),
          source.tags(),
          enabled,
          importValues,
          source.alias());
    }
  }
}
