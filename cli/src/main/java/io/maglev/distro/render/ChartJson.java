package io.maglev.distro.render;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.chart.ChartDependency;
import io.maglev.distro.chart.ChartFile;
import io.maglev.distro.chart.ChartLock;
import io.maglev.distro.chart.ChartMaintainer;
import io.maglev.distro.chart.ChartMetadata;
import io.maglev.distro.chart.ResolvedChart;
import io.maglev.distro.yaml.StructMap;
import java.util.AbstractList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON that Go makes of Helm's chart structs, as plain data; release records hold it. */
public final class ChartJson {
  /** Go's zero time. */
  private static final String NO_TIME = "0001-01-01T00:00:00Z";

  private ChartJson() {}

  /** The field {@code chart} of a release record; subcharts are no part of it, as in Helm. */
  static Map<String, @Nullable Object> of(ResolvedChart chart) {
    Chart source = chart.source();
    Map<String, @Nullable Object> json = new StructMap();
    json.put("metadata", metadata(chart.metadata()));
    json.put("lock", source.lock().map(ChartJson::lock).orElse(null));
    json.put("templates", files(source.templates()));
    json.put("values", hasValues(chart) ? chart.values() : null);
    json.put("schema", source.schema().map(file -> base64(file.bytes())).orElse(null));
    json.put("files", files(source.files()));
    return json;
  }

  /** Without a values.yaml Go's map is nil, unless dependency processing made one. */
  private static boolean hasValues(ResolvedChart chart) {
    return !chart.values().isEmpty()
        || chart.source().raw().stream().anyMatch(file -> file.name().equals("values.yaml"));
  }

  /** {@code Chart.yaml} as the config of a chart in a registry holds it. */
  public static Map<String, @Nullable Object> metadata(ChartMetadata metadata) {
    Map<String, @Nullable Object> json = new StructMap();
    putText(json, "name", metadata.name());
    putText(json, "home", metadata.home());
    putList(json, "sources", metadata.sources());
    putText(json, "version", metadata.version());
    putText(json, "description", metadata.description());
    putList(json, "keywords", metadata.keywords());
    putList(
        json, "maintainers", metadata.maintainers().stream().map(ChartJson::maintainer).toList());
    putText(json, "icon", metadata.icon());
    putText(json, "apiVersion", metadata.apiVersion());
    putText(json, "condition", metadata.condition());
    putText(json, "tags", metadata.tags());
    putText(json, "appVersion", metadata.appVersion());
    if (metadata.deprecated()) {
      json.put("deprecated", true);
    }
    if (!metadata.annotations().isEmpty()) {
      json.put("annotations", metadata.annotations());
    }
    putText(json, "kubeVersion", metadata.kubeVersion());
    putList(
        json, "dependencies", metadata.dependencies().stream().map(ChartJson::dependency).toList());
    putText(json, "type", metadata.type());
    return json;
  }

  static Map<String, @Nullable Object> maintainer(ChartMaintainer maintainer) {
    Map<String, @Nullable Object> json = new StructMap();
    putText(json, "name", maintainer.name());
    putText(json, "email", maintainer.email());
    putText(json, "url", maintainer.url());
    return json;
  }

  static Map<String, @Nullable Object> dependency(ChartDependency dependency) {
    Map<String, @Nullable Object> json = new StructMap();
    json.put("name", dependency.name());
    putText(json, "version", dependency.version());
    json.put("repository", dependency.repository());
    putText(json, "condition", dependency.condition());
    putList(json, "tags", dependency.tags());
    if (dependency.enabled()) {
      json.put("enabled", true);
    }
    putList(json, "import-values", dependency.importValues());
    putText(json, "alias", dependency.alias());
    return json;
  }

  private static Map<String, @Nullable Object> lock(ChartLock lock) {
    Map<String, @Nullable Object> json = new StructMap();
    json.put("generated", lock.generated().isEmpty() ? NO_TIME : lock.generated());
    json.put("digest", lock.digest());
    json.put(
        "dependencies",
        lock.dependencies().isEmpty()
            ? null
            : lock.dependencies().stream().map(ChartJson::dependency).toList());
    return json;
  }

  /** No files are null, as Go's nil slice. */
  private static @Nullable Object files(List<ChartFile> files) {
    return files.isEmpty() ? null : new FileList(files);
  }

  /** Encodes when asked, for most of what is rendered is never recorded. */
  private static final class FileList extends AbstractList<Object> {
    private final List<ChartFile> files;

    FileList(List<ChartFile> files) {
      this.files = files;
    }

    @Override
    public Object get(int index) {
      Map<String, @Nullable Object> json = new StructMap();
      json.put("name", files.get(index).name());
      json.put("data", base64(files.get(index).bytes()));
      return json;
    }

    @Override
    public int size() {
      return files.size();
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void putText(Map<String, @Nullable Object> json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }

  private static void putList(Map<String, @Nullable Object> json, String key, Collection<?> list) {
    if (!list.isEmpty()) {
      json.put(key, List.copyOf(list));
    }
  }
}
