package io.maglev.distro.compose.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.compose.Charts;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Manifests on disk for the tests of their composition; the charts they name need not exist. */
abstract class CompositionCase {
  static final String HEAD = "apiVersion: distro.maglev.io/v1\nkind: Distro\nspec:\n";

  static final String SERVICES =
      """
      kubernetes: ">=1.28.0-0"
      namespace: elsewhere
      parameters: { domain: { type: string, default: local, pattern: "^[a-z]+$" } }
      values: { domain: "<%domain%>", deep: { a: 1, b: 2 } }
      components:
        - name: postgres
          kind: managed-service
          chart: ../charts/postgres
          timeout: 10m
          requires: [pki]
          values: { storage: { size: 1Gi, class: "" }, replicas: 3 }
        - { name: redis, kind: managed-service, chart: redis, namespace: cache }
        - { name: kong, kind: core-addon, chart: kong }
      hooks:
        - { name: pki, phases: [pre-install], chart: pki, before: [kong] }
      """;

  @TempDir Path dir = Path.of("");
  Charts files = new Charts(dir);

  @BeforeEach
  void setUp() {
    files = new Charts(dir);
  }

  void included(String path, String spec) {
    files.write(path, HEAD + spec.indent(2));
  }

  Manifest read(String spec) {
    return ManifestReader.read(files.manifest(spec));
  }

  Manifest read(String spec, String profile) {
    return ManifestReader.read(files.manifest(spec), Optional.of(profile));
  }

  static ComponentSpec component(Manifest manifest, String name) {
    return manifest.components().stream()
        .filter(component -> component.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static List<String> names(Manifest manifest) {
    return manifest.components().stream().map(ComponentSpec::name).toList();
  }

  /** The places, the files named relative to the directory. */
  List<String> problems(String spec) {
    DistroException e = catchThrowableOfType(DistroException.class, () -> read(spec));
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
    String prefix = dir + "/";
    return e.where().stream()
        .map(place -> place.toString())
        .map(place -> place.startsWith(prefix) ? place.substring(prefix.length()) : place)
        .toList();
  }
}
