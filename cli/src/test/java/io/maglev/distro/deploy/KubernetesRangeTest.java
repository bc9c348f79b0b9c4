package io.maglev.distro.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.version.VersionConstraint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesRangeTest {

  @ParameterizedTest
  @CsvSource({
    ">=1.28, v1.36.3, true",
    ">=1.28.0-0, v1.28.0-alpha.1, true",
    ">=1.28, v1.29.4-eks-036c24b, true",
    ">=1.28, v1.29.4-gke.1043002, true",
    ">=1.28, v1.29.4+k3s1, true",
    ">=1.28, v1.27.16-eks-a737599, false",
    "<1.20, v1.36.3, false",
  })
  void isIn_versionsOfServers_vendorSuffixesMakeNoPreRelease(
      String range, String version, boolean expected) {
    assertThat(Preflight.isIn(VersionConstraint.parse(range), version)).isEqualTo(expected);
  }
}
