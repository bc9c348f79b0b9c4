package io.maglev.distro.compose.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedExternal;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.Selection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which provider meets a requirement, and what is told if none does or several do. */
class ResolverProviderTest extends ResolverCase {
  @Test
  void unmet_everyReason_isToldWithItsPlace() {
    charts.chart("a");
    charts.chart("db", "appVersion: 15.0.0");

    DistroException e =
        failure(
            """
            components:
              - { name: a, kind: core-addon, chart: a, requires: [databse, "database >=16", nothing] }
              - { name: db, kind: managed-service, chart: db, provides: [database] }
            """);

    assertThat(e.code()).isEqualTo(ErrorCode.REQUIREMENT_UNMET);
    assertThat(e)
        .hasMessage(
            "cannot resolve distro 'demo': 3 requirements are not met by exactly one provider");
    assertThat(places(e))
        .containsExactly(
            file()
                + ":6:57: component 'a' requires databse, which nothing provides; did you mean"
                + " 'database'?",
            file()
                + ":6:66: component 'a' requires database >=16, but 'db' provides database"
                + " 15.0.0",
            file()
                + ":6:83: component 'a' requires nothing, which nothing provides; provided are"
                + " a, database, db");
  }

  @Test
  void ambiguous_namesAllAndAdvises() {
    charts.chart("a");
    charts.chart("x");

    DistroException e =
        failure(
            """
            components:
              - { name: a, kind: core-addon, chart: a, requires: [database] }
              - { name: pg, kind: managed-service, chart: x, provides: [database] }
              - { name: my, kind: managed-service, chart: x, provides: [database] }
            """);

    assertThat(places(e))
        .singleElement()
        .asString()
        .endsWith("component 'a' requires database, which 'pg' and 'my' all provide");
    assertThat(e.hint())
        .contains(
            "choose one with spec.providers: { database: pg }, or require it by its own name too");
  }

  @Test
  void ambiguous_oneAlsoRequiredByName_isThatOne() {
    charts.chart("a", "annotations: { distro.maglev.io/requires: database }");
    charts.chart("x");

    LockedComponent a =
        resolve(
                """
                components:
                  - { name: a, kind: core-addon, chart: a, requires: [my] }
                  - { name: pg, kind: managed-service, chart: x, provides: [database] }
                  - { name: my, kind: managed-service, chart: x, provides: [database] }
                """)
            .lock()
            .component("a")
            .orElseThrow();

    assertThat(a.requires()).extracting(Requirement::provider).containsExactly("my", "my");
  }

  @Test
  void ambiguous_rangeDecides() {
    charts.chart("x");

    LockedComponent a =
        resolve(
                """
                components:
                  - { name: a, kind: core-addon, chart: x, requires: ["database <10"] }
                  - { name: pg, kind: managed-service, chart: x, provides: ["database 16"] }
                  - { name: my, kind: managed-service, chart: x, provides: ["database 8.4"] }
                """)
            .lock()
            .component("a")
            .orElseThrow();

    assertThat(a.requires()).extracting(Requirement::provider).containsExactly("my");
  }

  @Test
  void provider_chosen_isTheOne() {
    charts.chart("x");
    String spec =
        """
        providers: { database: my }
        components:
          - { name: a, kind: core-addon, chart: x, requires: [database] }
          - { name: b, kind: core-addon, chart: x, requires: [database, pg] }
          - { name: pg, kind: managed-service, chart: x, provides: [database] }
          - { name: my, kind: managed-service, chart: x, provides: [database], requires: [database] }
        """;

    Resolution resolution = resolve(spec);

    assertThat(providers(resolution, "a")).containsExactly("my");
    // What a component requires by name counts more.
    assertThat(providers(resolution, "b")).containsExactly("pg", "pg");
    // Nobody is its own provider.
    assertThat(providers(resolution, "my")).containsExactly("pg");
  }

  @Test
  void provider_chosenButUnfit_isAnErrorEvenIfAnotherWouldDo() {
    charts.chart("x");

    DistroException e =
        failure(
            """
            providers: { database: my, cache: pg }
            components:
              - { name: a, kind: core-addon, chart: x, requires: ["database >=16"] }
              - { name: pg, kind: managed-service, chart: x, provides: ["database 16", cashe] }
              - { name: my, kind: managed-service, chart: x, provides: ["database 8.4"] }
            """);

    assertThat(places(e))
        .containsExactly(
            file() + ":5:37: 'pg' does not provide cache; did you mean 'cashe'?",
            file()
                + ":7:57: component 'a' requires database >=16, but 'my' provides database 8.4, and"
                + " is the one chosen at "
                + file()
                + ":5:26");
  }

  @Test
  void provider_chosenButLeftOut_isToldSo() {
    charts.chart("x");

    DistroException e =
        failure(
            """
            providers: { database: my }
            components:
              - { name: a, kind: core-addon, chart: x, requires: [database] }
              - { name: pg, kind: managed-service, chart: x, provides: [database] }
              - { name: my, kind: managed-service, chart: x, provides: [database] }
            """,
            new Selection(List.of(), List.of("my")));

    assertThat(places(e))
        .singleElement()
        .asString()
        .endsWith("component 'a' requires database, which 'my' provides, but that is left out");
    assertThat(e.hint()).contains("choose my too");
  }

  @Test
  void provider_excluded_isToldSo() {
    charts.chart("x");
    charts.chart("db", "annotations: { distro.maglev.io/provides: database 16.0.0 }");
    charts.write(
        "base.yaml",
        """
        apiVersion: distro.maglev.io/v1
        kind: Distro
        spec:
          components:
            - { name: pg, kind: managed-service, chart: db }
            - { name: bad, kind: managed-service, chart: nowhere, provides: [database] }
            - { name: again, kind: managed-service, chart: db }
        """);

    DistroException e =
        failure(
            """
            include: [{ manifest: base.yaml, exclude: [pg] }]
            exclude: [bad, again]
            components:
              - { name: a, kind: core-addon, chart: x, requires: [database] }
              - { name: again, kind: core-addon, chart: x }
            """);

    assertThat(places(e))
        .singleElement()
        .asString()
        .endsWith("component 'a' requires database, which 'pg' provides, but that is left out");
    assertThat(e.hint())
        .contains("exclude pg no longer, or say under spec.external what provides it");
  }

  @Test
  void external_meetsRequirementsAndIsTold() {
    charts.chart("x", "annotations: { distro.maglev.io/requires: 'database >=14, s3' }");
    charts.chart("plain");

    Resolution resolution =
        resolve(
            """
            parameters: { dbHost: { type: string } }
            values: { domain: d }
            components:
              - name: a
                kind: core-addon
                chart: x
                values: { global: { external: { database: { port: 1 } } } }
              - { name: b, kind: core-addon, chart: plain }
            external:
              - { name: rds, provides: ["database 16.4"], values: { host: "<%dbHost%>", port: 5432 } }
              - { name: minio, provides: ["s3 1", "objects 1"], values: { url: u } }
            """);

    LockedComponent a = resolution.lock().component("a").orElseThrow();
    assertThat(a.requires())
        .containsExactly(
            new Requirement("database", ">=14", "rds", true),
            new Requirement("s3", "*", "minio", true));
    assertThat(a.values())
        .isEqualTo(
            Map.of(
                "global",
                Map.of(
                    "domain",
                    "d",
                    "external",
                    Map.of(
                        "database",
                        Map.of("host", "<%dbHost%>", "port", 1L),
                        "s3",
                        Map.of("url", "u")))));
    assertThat(resolution.lock().component("b").orElseThrow().values())
        .isEqualTo(Map.of("global", Map.of("domain", "d")));
    assertThat(resolution.lock().externals())
        .containsExactly(
            new LockedExternal("rds", List.of(new Capability("database", "16.4"))),
            new LockedExternal(
                "minio", List.of(new Capability("s3", "1"), new Capability("objects", "1"))));
  }

  @Test
  void external_besideAComponent_needsAChoice() {
    charts.chart("x");
    String spec =
        """
        components:
          - { name: a, kind: core-addon, chart: x, requires: ["database >=15"] }
          - { name: pg, kind: managed-service, chart: x, provides: ["database 16"] }
        external: [{ name: rds, provides: ["database 16.4"] }]
        """;

    assertThat(places(failure(spec)))
        .singleElement()
        .asString()
        .endsWith("which 'pg' and 'rds' all provide");
    assertThat(providers(resolve("providers: { database: rds }\n" + spec), "a"))
        .containsExactly("rds");
    assertThat(places(failure(spec.replace("16.4", "14").replace("database 16\"", "sql 1\""))))
        .singleElement()
        .asString()
        .endsWith("requires database >=15, but 'rds' provides database 14");
  }

  @Test
  void optionalProvider_ofWhatIsNotOptional_isAWarning() {
    charts.chart("x");

    Resolution resolution =
        resolve(
            """
            components:
              - { name: a, kind: core-addon, chart: x, requires: [b] }
              - { name: c, kind: core-addon, chart: x, requires: [b], optional: true }
              - { name: b, kind: managed-service, chart: x, optional: true }
            """);

    assertThat(resolution.warnings())
        .containsExactly(
            "component 'a' requires 'b', which is optional: where that fails, 'a' is not"
                + " installed");
  }
}
