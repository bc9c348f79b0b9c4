package io.maglev.distro.chart;

import io.maglev.distro.archive.ArchiveFile;
import io.maglev.distro.archive.ChartArchive;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.yaml.YamlException;
import io.maglev.distro.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a chart of its files, as Helm's {@code loader.LoadFiles}. Subcharts come in the order of
 * their names in {@code charts/}, where Helm's order is random. Not thread-safe; one per chart.
 */
final class ChartAssembler {
  private static final String CHARTS = "charts/";

  /** Charts within charts within charts: more is an attack on the stack, not a chart. */
  private static final int MAX_DEPTH = 32;

  private final List<ChartFile> raw;
  private final int depth;
  private final List<ChartFile> templates = new ArrayList<>();
  private final List<ChartFile> files = new ArrayList<>();
  private final Map<String, List<ChartFile>> subcharts = new TreeMap<>();
  private @Nullable ChartMetadata metadata;
  private Optional<ChartLock> lock = Optional.empty();
  private Optional<ChartFile> schema = Optional.empty();
  private Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private ChartAssembler(List<ChartFile> raw, int depth) {
    this.raw = raw;
    this.depth = depth;
  }

  /**
   * The chart made of these files.
   *
   * @throws ChartLoadException if they are none
   */
  static Chart assemble(List<ChartFile> files) {
    return assemble(files, 0);
  }

  private static Chart assemble(List<ChartFile> files, int depth) {
    if (depth > MAX_DEPTH) {
      String problem = "charts are nested more than " + MAX_DEPTH + " deep";
      throw new ChartLoadException("cannot load chart: " + problem, problem);
    }
    return new ChartAssembler(files, depth).chart();
  }

  private Chart chart() {
    for (ChartFile file : raw) {
      if (file.name().equals("Chart.yaml")) {
        metadata = MetadataReader.chartYaml(file);
      }
    }
    raw.forEach(this::sort);
    if (metadata == null) {
      throw new ChartLoadException(
          "cannot load chart: it has no Chart.yaml", "Chart.yaml file is missing");
    }
    ChartMetadata checked = MetadataCheck.checked(metadata);
    return new Chart(
        checked, lock, values, schema, templates, files, dependencies(checked.name()), raw);
  }

  private void sort(ChartFile file) {
    switch (file.name()) {
      case "Chart.yaml" -> {}
      case "Chart.lock" -> lock = Optional.of(MetadataReader.lock(file));
      case "values.yaml" -> values = values(file);
      case "values.schema.json" -> schema = Optional.of(file);
      case "requirements.yaml" -> addRequirements(file);
      case "requirements.lock" -> addRequirementsLock(file);
      default -> sortByDirectory(file);
    }
  }

  private void sortByDirectory(ChartFile file) {
    String name = file.name();
    if (name.startsWith("templates/")) {
      templates.add(file);
    } else if (name.startsWith(CHARTS) && !name.endsWith(".prov")) {
      String inner = name.substring(CHARTS.length());
      int slash = inner.indexOf('/');
      String subchart = slash < 0 ? inner : inner.substring(0, slash);
      subcharts.computeIfAbsent(subchart, key -> new ArrayList<>()).add(file.at(inner));
    } else {
      files.add(file);
    }
  }

  private static Map<String, @Nullable Object> values(ChartFile file) {
    try {
      return YamlReader.readMap(file.text(), file.name());
    } catch (YamlException e) {
      throw new ChartLoadException(
          "cannot read 'values.yaml' of the chart: " + e.getMessage(),
          "cannot load values.yaml: " + e.goMessage(),
          Optional.empty(),
          e);
    }
  }

  private void addRequirements(ChartFile file) {
    metadata = MetadataReader.requirements(file, present());
    keepIfV1(file);
  }

  private void addRequirementsLock(ChartFile file) {
    lock = Optional.of(MetadataReader.lock(file));
    metadata = present();
    keepIfV1(file);
  }

  private ChartMetadata present() {
    return metadata == null ? MetadataReader.empty() : metadata;
  }

  private void keepIfV1(ChartFile file) {
    if (present().apiVersion().equals("v1")) {
      files.add(file);
    }
  }

  private List<Chart> dependencies(String chart) {
    List<Chart> dependencies = new ArrayList<>();
    subcharts.forEach(
        (name, content) -> {
          if (name.charAt(0) != '_' && name.charAt(0) != '.') {
            requireFile(name, content, chart);
            try {
              dependencies.add(subchart(name, content));
            } catch (ChartLoadException e) {
              throw e.inside("error unpacking subchart " + name + " in " + chart);
            }
          }
        });
    return dependencies;
  }

  /** What is called as an archive must be a file, not a directory. */
  private static void requireFile(String name, List<ChartFile> content, String chart) {
    String first = content.get(0).name();
    if (name.endsWith(".tgz") && !first.equals(name)) {
      String problem = "expected " + name + ", got " + first;
      throw new ChartLoadException(
          "cannot unpack subchart '" + name + "': " + problem,
          "error unpacking subchart tar in " + chart + ": " + problem);
    }
  }

  private Chart subchart(String name, List<ChartFile> content) {
    if (name.endsWith(".tgz")) {
      return assemble(unpack(name, content.get(0).bytes()), depth + 1);
    }
    List<ChartFile> inner = new ArrayList<>();
    for (ChartFile file : content) {
      int slash = file.name().indexOf('/');
      if (slash >= 0) {
        inner.add(file.at(file.name().substring(slash + 1)));
      }
    }
    return assemble(inner, depth + 1);
  }

  /** The files of a chart archive, relative to the chart. */
  static List<ChartFile> unpack(String label, byte[] archive) {
    List<ArchiveFile> content;
    try {
      content = ChartArchive.read(label, archive);
    } catch (DistroException e) {
      String message = String.valueOf(e.getMessage());
      String helmText =
          e.where().stream().map(SourceLocation::toString).findFirst().orElse(message);
      throw new ChartLoadException(message, helmText, e.hint(), e);
    }
    return content.stream().map(file -> new ChartFile(file.name(), file.bytes())).toList();
  }
}
