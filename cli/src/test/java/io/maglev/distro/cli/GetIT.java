package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code distro get} of one component beside {@code helm get}, of what either brought there. */
@OnTestbed
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GetIT {
  private final ScratchDistro scratch;
  private final HelmOracle helm;
  private final String namespace;
  private final Path dir;

  GetIT(Testbed testbed, HelmOracle oracle, @TempDir Path dir) {
    this.dir = dir;
    scratch = ScratchDistro.in(testbed, dir);
    helm = oracle.on(testbed);
    namespace = scratch.namespace();
  }

  @BeforeAll
  void install() {
    scratch.charts().chart("a");
    scratch.charts().chart("web");
    scratch
        .charts()
        .write(
            "web/values.yaml",
            """
            big: 1000000
            small: 0.00001
            huge: 12345678901234567890
            gone: here
            text: "yes"
            html: <a&b>
            nested: { keep: 1, drop: { x: [ 1, ~ ] } }
            """);
    scratch
        .charts()
        .write(
            "web/templates/secret.yaml",
            """
            # what others must not see
            apiVersion: v1
            kind: Secret
            metadata: { name: web }
            stringData: { key: value }
            """);
    scratch
        .charts()
        .write(
            "web/templates/hooks.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: early
              annotations: { helm.sh/hook: "pre-install,test-success", helm.sh/hook-weight: "-2" }
            data: { key: value }
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: late
              annotations: { helm.sh/hook: post-upgrade }
            """);
    scratch.charts().write("web/templates/NOTES.txt", "\nAbout {{ .Values.text }}.\n\n");
    scratch
        .install(
            scratch.bundle(
                "",
                "{ name: web, kind: core-addon, chart: web, values: { gone: null, n: 2000000,"
                    + " nested: { drop: null, own: [ 1.5, true, 'x: y' ] } } }"))
        .orFail();
    helm("upgrade", "web", dir.resolve("web").toString(), "--set", "n=3,text=null", "--wait");
    helm("upgrade", "web", dir.resolve("web").toString(), "--reset-values", "--wait");
  }

  @ParameterizedTest
  @CsvSource({"values", "manifest", "hooks", "notes"})
  void get_everyRevision_isHelmsToTheByte(String what) {
    for (String revision : List.of("1", "2", "3")) {
      assertThat(get(what, "--revision", revision, "--show-secrets"))
          .as("%s of revision %s", what, revision)
          .isEqualTo(helm("get", what, "web", "--revision", revision));
    }
    assertThat(get(what, "--show-secrets")).isEqualTo(helm("get", what, "web"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void get_values_inEveryForm_areHelmsToTheByte(String form) {
    for (String revision : List.of("1", "2", "3")) {
      assertThat(get("values", "--revision", revision, "-o", form))
          .isEqualTo(helm("get", "values", "web", "--revision", revision, "-o", form));
      assertThat(get("values", "--revision", revision, "-o", form, "--all"))
          .isEqualTo(helm("get", "values", "web", "--revision", revision, "-o", form, "--all"));
    }
  }

  @Test
  void get_secrets_areMaskedAndAllElseIsHelms() {
    String masked = get("manifest");

    assertThat(masked)
        .isEqualTo(
            helm("get", "manifest", "web")
                .replace(
                    """
                    # what others must not see
                    apiVersion: v1
                    kind: Secret
                    metadata: { name: web }
                    stringData: { key: value }
                    """,
                    """
                    apiVersion: v1
                    kind: Secret
                    metadata:
                      name: web
                    stringData:
                      key: '***'
                    """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "yaml"})
  void history_ofAComponent_isHelmsToTheByte(String form) {
    for (String max : List.of("1", "2", "256")) {
      assertThat(distro("history", "--component", "web", "-o", form, "--max", max))
          .isEqualTo(helm("history", "web", "-o", form, "--max", max));
    }
  }

  @Test
  void get_ofTheWhole_showsWhatIsThereNow_orWasThen() {
    String now = distro("get", "values");
    String then = distro("get", "values", "--revision", "1");

    assertThat(now)
        .isEqualTo(
            "# Component: a\nUSER-SUPPLIED VALUES:\nnull\n"
                + "# Component: web\n"
                + helm("get", "values", "web"));
    assertThat(then).endsWith(helm("get", "values", "web", "--revision", "1"));
    assertThat(then).isNotEqualTo(now);
  }

  private String get(String what, String... options) {
    List<String> all = new ArrayList<>(List.of("get", what, "--component", "web"));
    all.addAll(List.of(options));
    return distro(all.toArray(String[]::new));
  }

  private String distro(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-n", namespace));
    return scratch.cli().onCluster(all.toArray(String[]::new)).orFail().out();
  }

  private String helm(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-n", namespace));
    return helm.run(all.toArray(String[]::new)).orFail();
  }
}
