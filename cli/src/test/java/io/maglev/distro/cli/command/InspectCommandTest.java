package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir private Path dir = Path.of("");

  @BeforeEach
  void compose() {
    Charts charts = new Charts(dir);
    charts.chart("db", "appVersion: 16.4.0", "description: \"\\e[31m\"");
    charts.chart("app");
    charts.chart("pki");
    Path manifest =
        charts.manifest(
            """
            kubernetes: '>=1.28.0-0'
            parameters:
              domain: { type: string, default: "", description: DNS domain }
              replicas: { type: integer, default: 3 }
              pw: { type: string, default: hunter2, writeOnly: true }
              size: { type: string }
            components:
              - { name: app, kind: core-addon, chart: app, requires: ["database >=14"] }
              - { name: pg, kind: managed-service, chart: db, provides: [database], optional: true }
            hooks:
              - { name: pki, phases: [post-install, pre-install], chart: pki, before: [app] }
            """);
    Ran ran =
        Ran.distro("compose", "-f", manifest.toString(), "-o", dir.toString(), "--param", "size=s");
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  @Test
  void inspect_forPeople_showsEverything() {
    Ran ran = Ran.distro("inspect", bundle());

    assertThat(ran.exit()).isZero();
    assertThat(
            ran.out().replaceAll("sha256:[0-9a-f]{64}", "sha256:X").replaceAll("[0-9.]+ KiB", "N"))
        .isEqualTo(
            """
            distro      demo 1.2.3
            identity    sha256:X
            format      1.0
            size        N
            kubernetes  >=1.28.0-0
            namespace   demo

            COMPONENT  KIND             CHART      APP VERSION  NAMESPACE  REQUIRES
            pg         managed-service  db 1.0.0   16.4.0       demo       -
            app        core-addon       app 1.0.0  -            demo       database >=14

            COMPONENT  PROVIDES
            pg         pg 1.0.0, database 16.4.0
            app        app 1.0.0

            HOOK  PHASES                     CHART      BEFORE  AFTER
            pki   pre-install, post-install  pki 1.0.0  app     -

            PARAMETER  TYPE             DEFAULT     DESCRIPTION
            domain     string           ""          DNS domain
            replicas   integer          3
            pw         string (secret)  ***
            size       string           (required)
            """);
  }

  @Test
  void inspect_asData_isTheSameInJsonAndYaml() {
    Object json = GoJson.read(Ran.distro("inspect", bundle(), "-o", "json").out());
    Object yaml = YamlReader.read(Ran.distro("inspect", bundle(), "-o", "yaml").out(), "");

    assertThat(json).isEqualTo(yaml);
    assertThat(json).isInstanceOf(Map.class);
    assertThat(json)
        .extracting("name", "version", "kubernetes", "namespace", "format")
        .containsExactly("demo", "1.2.3", ">=1.28.0-0", "demo", "1.0");
    assertThat(json)
        .extracting("components")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .extracting("name", "optional", "requires")
        .containsExactly(
            tuple("pg", true, List.of()),
            tuple(
                "app",
                false,
                List.of(
                    Map.of(
                        "capability",
                        "database",
                        "range",
                        ">=14",
                        "provider",
                        "pg",
                        "external",
                        false))));
    assertThat(String.valueOf(json)).doesNotContain("hunter2");
  }

  @Test
  void inspect_unknownFormat_isUsage() {
    assertThat(Ran.distro("inspect", bundle(), "-o", "xml").exit()).isEqualTo(2);
  }

  private String bundle() {
    return dir.resolve("demo-1.2.3.distro.tar").toString();
  }
}
