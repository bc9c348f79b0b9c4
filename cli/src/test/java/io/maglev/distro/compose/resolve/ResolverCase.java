package io.maglev.distro.compose.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.compose.Charts;
import io.maglev.distro.compose.manifest.ManifestReader;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.Selection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A manifest and charts on disk for the tests of the resolver. */
abstract class ResolverCase {
  @TempDir Path dir = Path.of("");
  Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
  }

  static List<String> providers(Resolution resolution, String component) {
    return resolution.lock().component(component).orElseThrow().requires().stream()
        .map(Requirement::provider)
        .toList();
  }

  Path file() {
    return dir.resolve("distro.yaml");
  }

  Resolution resolve(String spec) {
    return resolve(spec, Selection.ALL);
  }

  Resolution resolve(String spec, Selection selection) {
    return Resolver.resolve(ManifestReader.read(charts.manifest(spec)), selection);
  }

  DistroException failure(String spec) {
    return failure(spec, Selection.ALL);
  }

  DistroException failure(String spec, Selection selection) {
    DistroException e = catchThrowableOfType(DistroException.class, () -> resolve(spec, selection));
    assertThat(e).as("a failure").isNotNull();
    return e;
  }

  static List<String> places(DistroException e) {
    return e.where().stream().map(SourceLocation::toString).toList();
  }
}
