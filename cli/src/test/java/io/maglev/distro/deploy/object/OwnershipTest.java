package io.maglev.distro.deploy.object;

import static io.maglev.distro.deploy.run.RunFixture.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.KubeObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private static final Ownership APP = new Ownership("app", "apps");

  @Test
  void marked_addsToWhatIsThere() {
    KubeObject marked =
        APP.marked(
            configMap("a", "labels: { tier: web }, annotations: { meta.helm.sh/release-name: z }"));

    assertThat(marked.labels())
        .containsEntry("tier", "web")
        .containsEntry("app.kubernetes.io/managed-by", "Helm");
    assertThat(marked.annotations())
        .containsEntry("meta.helm.sh/release-name", "app")
        .containsEntry("meta.helm.sh/release-namespace", "apps");
    assertThatCode(() -> APP.check(marked)).doesNotThrowAnyException();
  }

  @Test
  void check_nothingThere_namesAllThreeAsHelmDoes() {
    assertThatThrownBy(() -> APP.check(configMap("a", "")))
        .hasMessage("cannot apply release 'app': ConfigMap/ns/a exists and is not its own")
        .satisfies(
            e ->
                assertThat(((DistroException) e).where().get(0).toString())
                    .isEqualTo(
                        "ConfigMap \"a\" in namespace \"ns\" exists and cannot be imported into the"
                            + " current release: invalid ownership metadata; label validation"
                            + " error: missing key \"app.kubernetes.io/managed-by\": must be set to"
                            + " \"Helm\"; annotation validation error: missing key"
                            + " \"meta.helm.sh/release-name\": must be set to \"app\"; annotation"
                            + " validation error: missing key \"meta.helm.sh/release-namespace\":"
                            + " must be set to \"apps\""));
  }

  @Test
  void isOurs_sameNameOfAnotherNamespace_isNot() {
    KubeObject others = new Ownership("app", "elsewhere").marked(configMap("a", ""));

    assertThat(APP.isOurs(others)).isFalse();
  }

  @Test
  void isOurs_managedByAnotherTool_isNot() {
    KubeObject others =
        APP.marked(configMap("a", ""))
            .withMetadata("labels", Map.of("app.kubernetes.io/managed-by", "kustomize"));

    assertThat(APP.isOurs(others)).isFalse();
  }
}
