package io.maglev.distro.compose.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolverTest extends ResolverCase {
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
}
