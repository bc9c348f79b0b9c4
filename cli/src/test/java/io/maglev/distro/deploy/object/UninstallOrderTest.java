package io.maglev.distro.deploy.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.model.KubeObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UninstallOrderTest {

  @Test
  void byKind_isHelmsUninstallOrder() {
    assertThat(sorted("Namespace", "Secret", "Deployment", "Service", "StatefulSet", "APIService"))
        .containsExactly(
            "APIService", "Service", "StatefulSet", "Deployment", "Secret", "Namespace");
  }

  @Test
  void byKind_unknownKinds_goLastByName() {
    assertThat(sorted("Widget", "PriorityClass", "Certificate", "Ingress"))
        .containsExactly("Ingress", "PriorityClass", "Certificate", "Widget");
  }

  @Test
  void byKind_sameKind_keepsTheManifestsOrder() {
    List<KubeObject> objects =
        Stream.of("b", "a", "c")
            .map(name -> RunFixture.configMap(name, ""))
            .sorted(UninstallOrder.BY_KIND)
            .toList();

    assertThat(objects).extracting(KubeObject::name).containsExactly("b", "a", "c");
  }

  private static List<String> sorted(String... kinds) {
    return Stream.of(kinds)
        .map(kind -> new KubeObject(Map.of("kind", kind)))
        .sorted(UninstallOrder.BY_KIND)
        .map(KubeObject::kind)
        .toList();
  }
}
