package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The charts of all golden cases, each run beside the real Helm. */
@OnTestbed
class ConformanceCommandIT {

  @Test
  void goldenCharts_cannotBeToldFromHelm(HelmOracle helm) {
    Ran ran = conformance(Path.of("src/test/resources/golden/render"), helm);

    assertThat(ran.out()).contains("cannot be told from Helm (100.00 %)");
    assertThat(ran.exit()).isZero();
  }

  private static Ran conformance(Path folder, HelmOracle helm) {
    return Ran.distro(
        "conformance", folder.toString(), "--details", "--helm", helm.binary().toString());
  }
}
