package io.maglev.distro.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.bundle.Blob;
import io.maglev.distro.bundle.BundleChart;
import io.maglev.distro.bundle.BundleContent;
import io.maglev.distro.bundle.BundleWriter;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.compose.Composer;
import io.maglev.distro.compose.Composition;
import io.maglev.distro.compose.pack.PackedChart;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.ParameterInput;
import io.maglev.distro.model.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenBundleTest {
  @TempDir private Path dir = Path.of("");
  private Path manifest = dir;

  @BeforeEach
  void writeManifest() {
    Charts charts = new Charts(dir);
    charts.chart("a");
    manifest = charts.manifest("components: [{ name: a, kind: core-addon, chart: a }]");
  }

  @Test
  void open_composedBundle_hasItsLockAndCharts() {
    Path file =
        new ComposeAction()
            .run(
                new ComposeAction.Request(
                    manifest, Optional.empty(), dir, Selection.ALL, ParameterInput.NONE, false))
            .bundle();

    try (OpenBundle open = OpenBundle.open(file)) {
      assertThat(open.lock().name()).isEqualTo("demo");
      assertThat(open.bundle().chart(open.lock().components().get(0).chart().digest()))
          .isNotEmpty();
    }
  }

  @Test
  void open_lockThatNamesAChartOutsideTheBundle_isRefusedBeforeAnythingElse() {
    Path file = write("demo", "1.2.3", List.of());

    DistroException e = failure(file);

    assertThat(e.code()).isEqualTo(ErrorCode.BUNDLE_INVALID);
    assertThat(e)
        .hasMessage("cannot read bundle '" + file + "': its lock does not match its content");
    assertThat(e.where()).singleElement().asString().endsWith("chart a is not in it");
  }

  @Test
  void open_lockOfAnotherDistro_isRefused() {
    Path file = write("other", "1.2.3", charts());

    assertThat(failure(file).where())
        .singleElement()
        .asString()
        .endsWith("its lock is of demo 1.2.3");
  }

  private List<BundleChart> charts() {
    return composition().components().values().stream().map(OpenBundleTest::chart).toList();
  }

  private static BundleChart chart(PackedChart chart) {
    return new BundleChart(
        Map.of("name", chart.chart().name(), "version", chart.chart().version()),
        Blob.of(chart.archive()));
  }

  private Path write(String name, String version, List<BundleChart> charts) {
    BundleContent content =
        new BundleContent(
            name,
            version,
            Blob.of(composition().lockJson()),
            Optional.empty(),
            List.of(),
            charts,
            List.of());
    return BundleWriter.write(dir, content).path();
  }

  private Composition composition() {
    return Composer.compose(manifest, Selection.ALL, ParameterInput.NONE);
  }

  private static DistroException failure(Path file) {
    DistroException e =
        catchThrowableOfType(DistroException.class, () -> OpenBundle.open(file).close());
    assertThat(e).as("a failure").isNotNull();
    return e;
  }
}
