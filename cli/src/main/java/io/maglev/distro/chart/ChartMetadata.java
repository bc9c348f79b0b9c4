package io.maglev.distro.chart;

import java.util.List;
import java.util.Map;

/**
 * The content of {@code Chart.yaml}; texts that are not given are empty. Immutable.
 *
 * @param condition legacy, unused by Helm 3
 * @param tags legacy, unused by Helm 3
 * @param listsDependencies whether there is a list of dependencies at all: Helm looks into the
 *     subcharts' own conditions and tags only then
 * @param type {@code application}, {@code library} or empty
 */
public record ChartMetadata(
    String name,
    String home,
    List<String> sources,
    String version,
    String description,
    List<String> keywords,
    List<ChartMaintainer> maintainers,
    String icon,
    String apiVersion,
    String condition,
    String tags,
    String appVersion,
    boolean deprecated,
    Map<String, String> annotations,
    String kubeVersion,
    boolean listsDependencies,
    List<ChartDependency> dependencies,
    String type) {

  public ChartMetadata {
    sources = List.copyOf(sources);
    keywords = List.copyOf(keywords);
    maintainers = List.copyOf(maintainers);
    annotations = Map.copyOf(annotations);
    dependencies = List.copyOf(dependencies);
  }

  /** A chart that only defines templates for others and yields no objects itself. */
  public boolean isLibrary() {
    return type.equalsIgnoreCase("library");
  }

  /** The same under another name and with other dependencies. */
  ChartMetadata with(String newName, boolean lists, List<ChartDependency> newDependencies) {
    return new ChartMetadata(
        newName,
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
        lists,
        newDependencies,
        type);
  }

  ChartMetadata withApiVersion(String newApiVersion) {
    return new ChartMetadata(
        name,
        home,
        sources,
        version,
        description,
        keywords,
        maintainers,
        icon,
        newApiVersion,
        condition,
        tags,
        appVersion,
        deprecated,
        annotations,
        kubeVersion,
        listsDependencies,
        dependencies,
        type);
  }
}
