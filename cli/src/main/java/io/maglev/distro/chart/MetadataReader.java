package io.maglev.distro.chart;

import io.maglev.distro.yaml.YamlException;
import io.maglev.distro.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code Chart.yaml}, {@code Chart.lock} and their predecessors of v1 charts. */
final class MetadataReader {
  /** No name read from YAML contains this character. */
  private static final String NULL_NAME = "\u0000";

  /** Stands for a null element of the list, which the checks refuse. */
  static final ChartDependency NULL_DEPENDENCY =
      new ChartDependency(NULL_NAME, "", "", "", List.of(), false, List.of(), "");

  /** Stands for a null element of the list, which the checks refuse. */
  static final ChartMaintainer NULL_MAINTAINER = new ChartMaintainer(NULL_NAME, "", "");

  private static final String ANY_MAP = "map[string]interface {}";

  private MetadataReader() {}

  static ChartMetadata empty() {
    return metadata(GoStruct.of("chart.Metadata", null));
  }

  /** Without {@code apiVersion} it is a chart of Helm 2, so v1. */
  static ChartMetadata chartYaml(ChartFile file) {
    ChartMetadata read = read(file, "chart.Metadata", MetadataReader::document);
    return read.apiVersion().isEmpty() ? read.withApiVersion("v1") : read;
  }

  /** The dependencies that {@code requirements.yaml} adds to the metadata of a v1 chart. */
  static ChartMetadata requirements(ChartFile file, ChartMetadata metadata) {
    ChartMetadata read = read(file, "chart.Metadata", MetadataReader::document);
    return read.listsDependencies()
        ? metadata.with(metadata.name(), true, read.dependencies())
        : metadata;
  }

  static ChartLock lock(ChartFile file) {
    return read(
        file,
        "chart.Lock",
        content -> {
          GoStruct lock = GoStruct.of("chart.Lock", YamlReader.readObject(content.text(), ""));
          return new ChartLock(lock.string("generated"), lock.string("digest"), dependencies(lock));
        });
  }

  private static <T> T read(ChartFile file, String goType, Function<ChartFile, T> reader) {
    try {
      return reader.apply(file);
    } catch (YamlException e) {
      throw unreadable(file, e.goMessage().replace(ANY_MAP, goType), e);
    } catch (GoTypeException e) {
      throw unreadable(file, e.text(), e);
    }
  }

  private static ChartLoadException unreadable(
      ChartFile file, String problem, RuntimeException cause) {
    return new ChartLoadException(
        "cannot read '" + file.name() + "' of the chart: " + problem,
        "cannot load " + file.name() + ": " + problem,
        Optional.empty(),
        cause);
  }

  private static ChartMetadata document(ChartFile file) {
    return metadata(GoStruct.of("chart.Metadata", YamlReader.readObject(file.text(), file.name())));
  }

  private static ChartMetadata metadata(GoStruct root) {
    // in alphabetical order: see GoStruct
    Map<String, String> annotations = root.stringMap("annotations");
    String apiVersion = root.string("apiVersion");
    String appVersion = root.string("appVersion");
    String condition = root.string("condition");
    List<ChartDependency> dependencies = dependencies(root);
    boolean deprecated = root.bool("deprecated");
    String description = root.string("description");
    String home = root.string("home");
    String icon = root.string("icon");
    List<String> keywords = root.strings("keywords");
    String kubeVersion = root.string("kubeVersion");
    List<ChartMaintainer> maintainers = maintainers(root);
    String name = root.string("name");
    List<String> sources = root.strings("sources");
    String tags = root.string("tags");
    String type = root.string("type");
    String version = root.string("version");
    return new ChartMetadata(
        name,
        home,
        sources,
        version,
        description,
        keywords,
        maintainers,
        icon,
        apiVersion,
        condition,
        tags,
        appVersion,
        deprecated,
        annotations,
        kubeVersion,
        root.has("dependencies"),
        dependencies,
        type);
  }

  private static List<ChartMaintainer> maintainers(GoStruct root) {
    List<ChartMaintainer> maintainers = new ArrayList<>();
    for (GoStruct element : root.structs("maintainers", "chart.Maintainer")) {
      if (element == null) {
        maintainers.add(NULL_MAINTAINER);
        continue;
      }
      String email = element.string("email");
      String name = element.string("name");
      maintainers.add(new ChartMaintainer(name, email, element.string("url")));
    }
    return maintainers;
  }

  private static List<ChartDependency> dependencies(GoStruct root) {
    List<ChartDependency> dependencies = new ArrayList<>();
    for (GoStruct element : root.structs("dependencies", "chart.Dependency")) {
      dependencies.add(element == null ? NULL_DEPENDENCY : dependency(element));
    }
    return dependencies;
  }

  private static ChartDependency dependency(GoStruct element) {
    String alias = element.string("alias");
    String condition = element.string("condition");
    boolean enabled = element.bool("enabled");
    List<Object> importValues =
        element.values("import-values").stream().filter(Objects::nonNull).toList();
    String name = element.string("name");
    String repository = element.string("repository");
    List<String> tags = element.strings("tags");
    String version = element.string("version");
    return new ChartDependency(
        name, version, repository, condition, tags, enabled, importValues, alias);
  }
}
