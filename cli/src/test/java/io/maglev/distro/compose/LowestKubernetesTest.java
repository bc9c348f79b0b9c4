package io.maglev.distro.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.render.ClientCapabilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowestKubernetesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ">=1.28.0-0 ; 1.28.0",
        ">=1.28 ; 1.28.0",
        ">1.28.3 ; 1.28.4",
        ">1.28 ; 1.29.0",
        "^1.27.2 ; 1.27.2",
        "~1.30 ; 1.30.0",
        "1.28.x ; 1.28.0",
        "1.28 - 1.30 ; 1.28.0",
        ">=1.30 <1.32 || 1.27.x ; 1.27.0",
        "<1.33.0-0 ; 1.32.0",
        "v1.29.1 ; 1.29.1",
      })
  void in_range_isTheLowestOfIt(String range, String expected) {
    assertThat(LowestKubernetes.in(range)).contains(expected);
  }

  @Test
  void capabilities_anyVersion_areHelmsOwn() {
    assertThat(LowestKubernetes.capabilities("*")).isEqualTo(ClientCapabilities.standard());
    assertThat(LowestKubernetes.capabilities(">=1.28.0-0").kubeVersion()).isEqualTo("v1.28.0");
  }
}
