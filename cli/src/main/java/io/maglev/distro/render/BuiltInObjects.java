package io.maglev.distro.render;

import io.maglev.distro.chart.ChartDependency;
import io.maglev.distro.chart.ChartMaintainer;
import io.maglev.distro.chart.ChartMetadata;
import io.maglev.distro.chart.ResolvedChart;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoList;
import io.maglev.distro.template.GoNilSlice;
import io.maglev.distro.template.GoStringMap;
import io.maglev.distro.template.GoStrings;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.yaml.StructMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the objects that every template finds: {@code .Chart}, {@code .Release} and the like. */
final class BuiltInObjects {
  /** The Helm that charts believe to be rendered by. */
  private static final String HELM_VERSION = "v3.22.0";

  private static final String GO_VERSION = "go1.26.8";

  private BuiltInObjects() {}

  static Map<String, @Nullable Object> release(ReleaseContext release) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("Name", release.name());
    map.put("Namespace", release.namespace());
    map.put("IsUpgrade", release.isUpgrade());
    map.put("IsInstall", release.isInstall());
    map.put("Revision", new GoInt(release.revision()));
    map.put("Service", "Helm");
    return map;
  }

  static StructObject capabilities(Capabilities capabilities) {
    ApiVersionsObject versions = new ApiVersionsObject(capabilities.apiVersions());
    StructObject kubeVersion = kubeVersion(capabilities);
    StructObject helmVersion = helmVersion();
    Map<String, @Nullable Object> plain = new StructMap();
    plain.put("KubeVersion", kubeVersion.plain());
    plain.put("APIVersions", List.copyOf(capabilities.apiVersions()));
    plain.put("HelmVersion", helmVersion.plain());
    return new StructObject("*chartutil.Capabilities")
        .with("KubeVersion", kubeVersion)
        .with("APIVersions", versions)
        .with("HelmVersion", helmVersion)
        .withPlain(plain);
  }

  private static StructObject kubeVersion(Capabilities capabilities) {
    String version = capabilities.kubeVersion();
    Map<String, @Nullable Object> plain = new StructMap();
    plain.put("Version", version);
    plain.put("Major", capabilities.kubeMajor());
    plain.put("Minor", capabilities.kubeMinor());
    return new StructObject("chartutil.KubeVersion")
        .with("Version", version)
        .with("Major", capabilities.kubeMajor())
        .with("Minor", capabilities.kubeMinor())
        .withMethod(TemplateFunction.of("String", List.of(), GoType.STRING, a -> version))
        .withMethod(TemplateFunction.of("GitVersion", List.of(), GoType.STRING, a -> version))
        .withText(version)
        .withPlain(plain);
  }

  private static StructObject helmVersion() {
    Map<String, @Nullable Object> plain = new StructMap();
    plain.put("version", HELM_VERSION);
    plain.put("git_tree_state", "clean");
    plain.put("go_version", GO_VERSION);
    return new StructObject("version.BuildInfo")
        .with("Version", HELM_VERSION)
        .with("GitCommit", "")
        .with("GitTreeState", "clean")
        .with("GoVersion", GO_VERSION)
        .withPlain(plain);
  }

  /**
   * A {@code chart.Metadata} extended by IsRoot; the fields of the former are reachable as such.
   */
  static StructObject chart(ResolvedChart chart) {
    StructObject metadata = metadata(chart.metadata());
    Map<String, @Nullable Object> plain = new StructMap();
    plain.putAll(metadata.plain());
    plain.put("IsRoot", chart.isRoot());
    StructObject object =
        new StructObject("struct { chart.Metadata; IsRoot bool }")
            .with("Metadata", metadata)
            .with("IsRoot", chart.isRoot())
            .withPlain(plain);
    fields(chart.metadata()).forEach(object::withPromoted);
    return object;
  }

  private static StructObject metadata(ChartMetadata metadata) {
    StructObject object =
        new StructObject("chart.Metadata").withPlain(ChartJson.metadata(metadata));
    fields(metadata).forEach(object::with);
    return object;
  }

  private static Map<String, @Nullable Object> fields(ChartMetadata metadata) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Name", metadata.name());
    fields.put("Home", metadata.home());
    fields.put("Sources", strings(metadata.sources()));
    fields.put("Version", metadata.version());
    fields.put("Description", metadata.description());
    fields.put("Keywords", strings(metadata.keywords()));
    fields.put(
        "Maintainers",
        objects(
            "*chart.Maintainer",
            metadata.maintainers().stream().map(BuiltInObjects::maintainer).toList()));
    fields.put("Icon", metadata.icon());
    fields.put("APIVersion", metadata.apiVersion());
    fields.put("Condition", metadata.condition());
    fields.put("Tags", metadata.tags());
    fields.put("AppVersion", metadata.appVersion());
    fields.put("Deprecated", metadata.deprecated());
    fields.put("Annotations", annotations(metadata));
    fields.put("KubeVersion", metadata.kubeVersion());
    fields.put(
        "Dependencies",
        objects(
            "*chart.Dependency",
            metadata.dependencies().stream().map(BuiltInObjects::dependency).toList()));
    fields.put("Type", metadata.type());
    return fields;
  }

  private static List<?> strings(List<String> list) {
    return list.isEmpty() ? GoNilSlice.STRINGS : new GoStrings(list);
  }

  private static List<?> objects(String goType, List<StructObject> list) {
    return list.isEmpty() ? GoNilSlice.of(goType) : new GoList(goType, list);
  }

  private static GoStringMap annotations(ChartMetadata metadata) {
    return metadata.annotations().isEmpty()
        ? GoStringMap.NIL
        : new GoStringMap(metadata.annotations());
  }

  private static StructObject maintainer(ChartMaintainer maintainer) {
    return new StructObject("*chart.Maintainer")
        .with("Name", maintainer.name())
        .with("Email", maintainer.email())
        .with("URL", maintainer.url())
        .withPlain(ChartJson.maintainer(maintainer));
  }

  private static StructObject dependency(ChartDependency dependency) {
    return new StructObject("*chart.Dependency")
        .with("Name", dependency.name())
        .with("Version", dependency.version())
        .with("Repository", dependency.repository())
        .with("Condition", dependency.condition())
        .with("Tags", strings(dependency.tags()))
        .with("Enabled", dependency.enabled())
        .with(
            "ImportValues",
            dependency.importValues().isEmpty() ? GoNilSlice.ANY : dependency.importValues())
        .with("Alias", dependency.alias())
        .withPlain(ChartJson.dependency(dependency));
  }
}
