package io.maglev.distro.compose.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.compose.Charts;
import io.maglev.distro.compose.manifest.ManifestReader;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedExternal;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolverTest {
  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
  }

  @Test
  void provides_ofManifestChartAndName_areJoined() {
    charts.chart(
        "db",
        "version: 2.1.0",
        "appVersion: 16.4",
        "annotations: { distro.maglev.io/provides: 'database 15.0.0, sql, cache' }");
    charts.chart("odd", "appVersion: latest");

    List<LockedComponent> components =
        resolve(
                """
                components:
                  - { name: pg, kind: managed-service, chart: db, provides: ["database 16.4", cache] }
                  - { name: odd, kind: core-addon, chart: odd, provides: [thing] }
                """)
            .lock()
            .components();

    assertThat(components.get(0).provides())
        .extracting(Capability::toString)
        .containsExactly("pg 2.1.0", "database 16.4", "sql 16.4", "cache 16.4");
    assertThat(components.get(1).provides())
        .extracting(Capability::toString)
        .containsExactly("odd 1.0.0", "thing 1.0.0");
  }

  @Test
  void requires_ofManifestAndChart_areMetAndOrdered() {
    charts.chart(
        "app", "annotations: { distro.maglev.io/requires: 'database >=14, <17, gw, late' }");
    charts.chart("db", "appVersion: 16.4.0");
    charts.chart("gw");
    charts.chart("late");

    List<LockedComponent> components =
        resolve(
                """
                components:
                  - { name: app, kind: core-addon, chart: app, requires: [gw] }
                  - { name: gw, kind: core-addon, chart: gw }
                  - { name: pg, kind: managed-service, chart: db, provides: [database] }
                  - { name: late, kind: core-addon, chart: late, requires: [pg] }
                """)
            .lock()
            .components();

    assertThat(components)
        .extracting(LockedComponent::name)
        .containsExactly("gw", "pg", "late", "app");
    assertThat(components.get(3).requires())
        .containsExactly(
            new Requirement("gw", "*", "gw"),
            new Requirement("database", ">=14, <17", "pg"),
            new Requirement("late", "*", "late"));
  }

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
  void annotation_addsToWhatAnOverrideRequires() {
    charts.chart(
        "x", "annotations: { distro.maglev.io/requires: pg, distro.maglev.io/provides: q }");
    charts.chart("plain");
    charts.write(
        "base.yaml",
        """
        apiVersion: distro.maglev.io/v1
        kind: Distro
        spec:
          components:
            - { name: a, kind: core-addon, chart: x, requires: [gone], provides: [r] }
            - { name: pg, kind: managed-service, chart: plain }
            - { name: my, kind: managed-service, chart: plain }
        """);

    LockedComponent a =
        resolve("include: [base.yaml]\ncomponents: [{ name: a, requires: [my], provides: [s] }]\n")
            .lock()
            .component("a")
            .orElseThrow();

    assertThat(a.requires()).extracting(Requirement::provider).containsExactly("my", "pg");
    assertThat(a.provides()).extracting(Capability::name).containsExactly("a", "q", "s");
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

  @Test
  void preRelease_anyVersionWillDo_counts() {
    charts.chart("x", "version: 1.0.0-rc.1");

    Resolution resolution =
        resolve(
            """
            components:
              - { name: a, kind: core-addon, chart: x, requires: [b] }
              - { name: b, kind: core-addon, chart: x }
            """);

    assertThat(resolution.lock().components()).hasSize(2);
  }

  @Test
  void selection_withoutWhatIsRequired_namesWhoProvidesIt() {
    charts.chart("x");
    String spec =
        """
        components:
          - { name: a, kind: core-addon, chart: x, requires: [database] }
          - { name: pg, kind: managed-service, chart: x, provides: [database] }
        """;

    DistroException e = failure(spec, new Selection(List.of("a"), List.of()));

    assertThat(places(e))
        .singleElement()
        .asString()
        .endsWith("component 'a' requires database, which 'pg' provides, but that is left out");
    assertThat(e.hint()).contains("choose pg too");
    assertThat(
            resolve(spec, new Selection(List.of(), List.of("kind=core-addon"))).lock().components())
        .extracting(LockedComponent::name)
        .containsExactly("pg");
  }

  @Test
  void selection_brokenChartLeftOut_isNotLookedAt() {
    charts.chart("x");
    charts.write("broken/Chart.yaml", "name: [");

    Resolution resolution =
        resolve(
            """
            components:
              - { name: a, kind: core-addon, chart: x }
              - { name: b, kind: core-addon, chart: broken }
            """,
            new Selection(List.of("a"), List.of()));

    assertThat(resolution.lock().components()).hasSize(1);
  }

  @Test
  void cycle_ofRequirements_namesItsPath() {
    charts.chart("x");

    DistroException e =
        failure(
            """
            components:
              - { name: a, kind: core-addon, chart: x, requires: [b] }
              - { name: b, kind: core-addon, chart: x, requires: ["cap 1.x"] }
              - { name: c, kind: core-addon, chart: x, requires: [a], provides: [cap] }
              - { name: d, kind: core-addon, chart: x, requires: [a] }
            """);

    assertThat(e.code()).isEqualTo(ErrorCode.REQUIREMENT_UNMET);
    assertThat(e).hasMessage("cannot order distro 'demo': cycle a -> b -> c -> a");
    assertThat(places(e))
        .containsExactly(
            "component 'a' requires b of 'b'",
            "component 'b' requires cap 1.x of 'c'",
            "component 'c' requires a of 'a'");
  }

  @Test
  void cycle_throughAHook_isFound() {
    charts.chart("x");

    DistroException e =
        failure(
            """
            components:
              - { name: a, kind: core-addon, chart: x }
              - { name: b, kind: core-addon, chart: x, requires: [a] }
            hooks:
              - { name: h, phases: [pre-install], chart: x, before: [a], after: [b] }
            """);

    assertThat(e).hasMessage("cannot order distro 'demo': cycle a -> hook h -> b -> a");
    assertThat(places(e))
        .containsExactly(
            "hook h comes before component 'a'",
            "hook h comes after component 'b'",
            "component 'b' requires a of 'a'");
  }

  @Test
  void hooksOfDifferentRuns_mayPullInOppositeDirections() {
    charts.chart("x");

    Resolution resolution =
        resolve(
            """
            components:
              - { name: a, kind: core-addon, chart: x }
              - { name: b, kind: core-addon, chart: x }
            hooks:
              - { name: h, phases: [pre-install], chart: x, before: [a], after: [b] }
              - { name: i, phases: [pre-upgrade], chart: x, before: [b], after: [a] }
            """);

    assertThat(resolution.lock().hooks()).hasSize(2);
  }

  @Test
  void hooks_kindsBecomeNames() {
    charts.chart("x");

    LockedHook hook =
        resolve(
                """
                components:
                  - { name: a, kind: core-addon, chart: x }
                  - { name: b, kind: core-addon, chart: x }
                  - { name: c, kind: managed-service, chart: x }
                hooks:
                  - { name: h, phases: [pre-install], chart: x, before: ["kind=core-addon", a], after: [c] }
                """)
            .lock()
            .hooks()
            .get(0);

    assertThat(hook.before()).containsExactly("a", "b");
    assertThat(hook.after()).containsExactly("c");
    assertThat(hook.namespace()).isEqualTo("demo");
  }

  @Test
  void hooks_withNoneOfTheirComponents_areLeftOutRatherThanBarriers() {
    charts.chart("x");

    Resolution resolution =
        resolve(
            """
            components:
              - { name: a, kind: core-addon, chart: x }
              - { name: b, kind: core-addon, chart: x }
            hooks:
              - { name: gone, phases: [pre-install], chart: missing, before: [b] }
              - { name: barrier, phases: [pre-install], chart: x }
            """,
            new Selection(List.of("a"), List.of()));

    assertThat(resolution.lock().hooks()).extracting(LockedHook::name).containsExactly("barrier");
    assertThat(resolution.warnings())
        .containsExactly("hook 'gone' is left out: none of the components it names is there");
  }

  @Test
  void chart_missing_namesComponentAndPlace() {
    DistroException e = failure("components: [{ name: a, kind: core-addon, chart: nowhere }]");

    assertThat(e.code()).isEqualTo(ErrorCode.IO);
    assertThat(e).hasMessageStartingWith("cannot use the chart of component 'a': ");
    assertThat(places(e).get(0)).isEqualTo(file() + ":5:52: chart: nowhere");
  }

  @Test
  void annotation_malformed_isTheChartsFault() {
    charts.chart("a", "annotations: { distro.maglev.io/requires: 'DB >=1' }");

    DistroException e = failure("components: [{ name: a, kind: core-addon, chart: a }]");

    assertThat(e.code()).isEqualTo(ErrorCode.CHART_INVALID);
    assertThat(places(e))
        .containsExactly(
            dir.resolve("a/Chart.yaml")
                + ": distro.maglev.io/requires: 'DB >=1' is no requirement; write 'name' or"
                + " 'name range'");
  }

  @Test
  void lock_holdsTheChartExactly() {
    charts.chart("a", "appVersion: '2'");

    Resolution resolution = resolve("components: [{ name: x, kind: core-addon, chart: a }]");

    LockedComponent locked = resolution.lock().components().get(0);
    assertThat(locked.chart().name()).isEqualTo("a");
    assertThat(locked.chart().appVersion()).isEqualTo("2");
    assertThat(resolution.components())
        .hasEntrySatisfying(
            "x",
            packed -> {
              assertThat(packed.digest()).isEqualTo(locked.chart().digest());
              assertThat((long) packed.archive().length).isEqualTo(locked.chart().size());
            });
  }

  private static List<String> providers(Resolution resolution, String component) {
    return resolution.lock().component(component).orElseThrow().requires().stream()
        .map(Requirement::provider)
        .toList();
  }

  private Path file() {
    return dir.resolve("distro.yaml");
  }

  private Resolution resolve(String spec) {
    return resolve(spec, Selection.ALL);
  }

  private Resolution resolve(String spec, Selection selection) {
    return Resolver.resolve(ManifestReader.read(charts.manifest(spec)), selection);
  }

  private DistroException failure(String spec) {
    return failure(spec, Selection.ALL);
  }

  private DistroException failure(String spec, Selection selection) {
    DistroException e = catchThrowableOfType(DistroException.class, () -> resolve(spec, selection));
    assertThat(e).as("a failure").isNotNull();
    return e;
  }

  private static List<String> places(DistroException e) {
    return e.where().stream().map(SourceLocation::toString).toList();
  }
}
