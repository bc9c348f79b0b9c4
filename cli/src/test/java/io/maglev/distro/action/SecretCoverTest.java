package io.maglev.distro.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.SecretMask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretCoverTest {
  private static final String CONFIG =
      """
      # Source: a/templates/config.yaml
      # a comment
      kind: ConfigMap
      apiVersion: v1
      data: { z: "1", a: "2" }
      """;

  private final SecretCover cover = SecretCover.of(SecretMask.of(List.of("hunter2", "4711")));

  @Test
  void manifest_withoutSecrets_isTheSame() {
    String manifest = "---\n" + CONFIG + "\n\n---\n" + CONFIG;

    assertThat(cover.manifest(manifest)).isSameAs(manifest);
    assertThat(cover.isUsed()).isFalse();
  }

  @Test
  void manifest_secret_keepsItsKeysAndItsSource_andTheOthersTheirBytes() {
    String secret =
        """
        # Source: a/templates/secret.yaml
        # made by hunter2's colleague
        apiVersion: v1
        kind: Secret
        metadata: { name: s }
        data: { key: c2VjcmV0 }
        stringData:
          pem: |
            -----BEGIN
        """;

    assertThat(cover.manifest("---\n" + CONFIG + "---\n" + secret))
        .isEqualTo(
            "---\n"
                + CONFIG
                + """
                ---
                # Source: a/templates/secret.yaml
                apiVersion: v1
                data:
                  key: '***'
                kind: Secret
                metadata:
                  name: s
                stringData:
                  pem: '***'
                """);
    assertThat(cover.isUsed()).isTrue();
  }

  @Test
  void document_secretInAnyForm_isMasked() {
    assertThat(cover.document("a: hunter2")).isEqualTo("a: '***'");
    assertThat(cover.document("a: \"hun\\x74er2\"")).isEqualTo("a: '***'");
    assertThat(cover.document("a: >-\n  x hunter2\n  y")).isEqualTo("a: x *** y");
    assertThat(cover.document("hunter2: aHVudGVyMg==")).isEqualTo("'***': '***'");
    assertThat(cover.document("port: 4711\nid: 47110")).isEqualTo("id: 47110\nport: '***'");
    assertThat(cover.document("# hunter2\na: 1")).isEqualTo("a: 1");
  }

  @Test
  void document_secretsWithinLists_areMasked() {
    assertThat(
            cover.document(
                """
                apiVersion: v1
                kind: List
                items: [ { kind: Secret, data: { a: b } }, { kind: ConfigMap, data: { a: b } } ]
                """))
        .contains("- data:\n    a: '***'\n  kind: Secret", "- data:\n    a: b\n  kind: ConfigMap");
    assertThat(cover.document("apiVersion: v1\nkind: SecretList\nitems: [ { data: { a: b } } ]"))
        .contains("a: '***'");
    assertThat(cover.document("kind: Secret\ndata: text")).contains("data: '***'");
  }

  @Test
  void document_thatIsNoYaml_isLeftOut() {
    assertThat(cover.document("kind: Secret\n\tdata: x"))
        .isEqualTo("# this document is no YAML and may hold secrets: it is left out");
    assertThat(cover.isUsed()).isTrue();
  }

  @Test
  void data_onlySecretsAreMasked() {
    Map<String, Object> values = Map.of("list", List.of("x hunter2 y", 4711L, true, 1.5));

    assertThat(cover.data(values)).isEqualTo(Map.of("list", List.of("x *** y", "***", true, 1.5)));
    assertThat(cover.isUsed()).isTrue();
  }

  @Test
  void open_hidesNothing() {
    SecretCover open = SecretCover.open();
    String secret = "kind: Secret\ndata: { a: hunter2 }";

    assertThat(open.manifest(secret)).isSameAs(secret);
    assertThat(open.document(secret)).isSameAs(secret);
    assertThat(open.data(Map.of("kind", "Secret", "data", "x")))
        .isEqualTo(Map.of("kind", "Secret", "data", "x"));
    assertThat(open.isUsed()).isFalse();
  }
}
