package io.maglev.distro.deploy.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private final RunFixture run = new RunFixture();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void objects_keepTheOrderAndGetTheReleasesNamespace() {
    List<KubeObject> objects =
        objects(
            """
            ---
            # Source: chart/templates/b.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: b }
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: a, namespace: elsewhere }
            ---
            # Source: chart/templates/empty.yaml
            """);

    assertThat(objects)
        .extracting(object -> object.id().toString())
        .containsExactly("ConfigMap/ns/b", "ConfigMap/elsewhere/a");
  }

  @Test
  void objects_clusterScoped_haveNoNamespace() {
    List<KubeObject> objects =
        objects(
            """
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: { name: a }
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: { name: b, namespace: ns }
            """);

    assertThat(objects).allMatch(object -> object.namespace().isEmpty());
  }

  @Test
  void objects_lists_areTakenApart() {
    List<KubeObject> objects =
        objects(
            """
            apiVersion: v1
            kind: List
            items:
              - { apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
              - { apiVersion: v1, kind: Secret, metadata: { name: b } }
            """);

    assertThat(objects)
        .extracting(object -> object.id().toString())
        .containsExactly("ConfigMap/ns/a", "Secret/ns/b");
  }

  @Test
  void objects_withoutAName_areRefused() {
    assertThatThrownBy(() -> objects("{ apiVersion: v1, kind: ConfigMap, metadata: {} }"))
        .hasMessage("cannot use a rendered object of kind 'ConfigMap': it has no metadata.name");
  }

  @Test
  void objects_kindThatIsNotServed_isRefusedWithHelmsWords() {
    assertThatThrownBy(
            () -> objects("{ apiVersion: example.org/v1, kind: Widget, metadata: { name: w } }"))
        .hasMessageContaining(
            "resource mapping not found: no matches for kind \"Widget\" in version"
                + " \"example.org/v1\"")
        .extracting(e -> ((DistroException) e).code())
        .isEqualTo(ErrorCode.CLUSTER_UNSUITABLE);
  }

  @Test
  void knownObjects_leaveOutWhatIsNoLongerServed() {
    String manifest =
        """
        ---
        { apiVersion: example.org/v1, kind: Widget, metadata: { name: w } }
        ---
        { apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
        """;

    assertThat(Manifest.knownObjects(manifest, "ns", run.cluster))
        .extracting(KubeObject::name)
        .containsExactly("a");
  }

  @Test
  void objects_nothingButComments_areNone() {
    assertThat(objects("")).isEmpty();
    assertThat(objects("---\n# nothing\n")).isEmpty();
  }

  private List<KubeObject> objects(String manifest) {
    return Manifest.objects(manifest, "ns", run.cluster);
  }
}
