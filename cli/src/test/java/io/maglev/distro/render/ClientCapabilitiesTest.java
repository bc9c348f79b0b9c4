package io.maglev.distro.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.model.Capabilities;
import io.maglev.distro.values.ValuesException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Helm 3.22 made of the same flags. */
class ClientCapabilitiesTest {
  private static final Capabilities STANDARD = ClientCapabilities.standard();

  @Test
  void standard_isInHelmsOrder() {
    assertThat(STANDARD.apiVersions())
        .hasSize(57)
        .startsWith("v1", "admissionregistration.k8s.io/v1")
        .endsWith("apiextensions.k8s.io/v1beta1", "apiextensions.k8s.io/v1");
  }

  @Test
  void apiVersions_areAddedAtTheEnd_emptyOnesNot() {
    Capabilities more = ClientCapabilities.withApiVersions(STANDARD, List.of("", "a/v1", "v1"));

    assertThat(more.apiVersions()).hasSize(58).startsWith("v1").endsWith("a/v1");
    assertThat(STANDARD.apiVersions()).doesNotContain("a/v1");
  }

  @ParameterizedTest
  @CsvSource({
    "1.28,v1.28,1,28",
    "v1.28.3,v1.28.3,1,28",
    "1.28.3-eks-abc,v1.28.3,1,28",
    "v1.28.3+k3s1,v1.28.3,1,28",
    "1.28.3.4,v1.28.3.4,1,28",
    "'',v1.37.0,1,37",
  })
  void kubeVersion_isThatOfTemplates(String flag, String version, String major, String minor) {
    Capabilities chosen = ClientCapabilities.withKubeVersion(STANDARD, flag);

    assertThat(chosen).isEqualTo(new Capabilities(version, major, minor, STANDARD.apiVersions()));
  }

  @ParameterizedTest
  @CsvSource({
    "1,illegal version string \"1\"",
    "x,could not parse \"x\" as version",
    "01.28,illegal zero-prefixed version component \"01\" in \"01.28\"",
  })
  void kubeVersion_malformed_isRefusedInHelmsWords(String flag, String reason) {
    assertThatThrownBy(() -> ClientCapabilities.withKubeVersion(STANDARD, flag))
        .isInstanceOf(ValuesException.class)
        .hasMessageEndingWith(reason);
  }
}
