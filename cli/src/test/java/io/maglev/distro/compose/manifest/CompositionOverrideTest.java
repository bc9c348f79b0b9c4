package io.maglev.distro.compose.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.ComponentKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the overrides of a manifest do to those it includes. */
class CompositionOverrideTest extends CompositionCase {
  @Test
  void override_mergesValuesAndReplacesTheRest() {
    included("services.yaml", SERVICES);

    ComponentSpec postgres =
        component(
            read(
                """
                include: [services.yaml]
                components:
                  - name: postgres
                    kind: core-addon
                    requires: []
                    timeout: null
                    values: { storage: { size: 5Gi, class: null }, own: [1] }
                """),
            "postgres");

    assertThat(postgres.kind()).isEqualTo(ComponentKind.CORE_ADDON);
    assertThat(postgres.chart().text()).isEqualTo("../charts/postgres");
    assertThat(postgres.requires()).isEmpty();
    assertThat(postgres.timeout()).isEqualTo(Duration.ofMinutes(5));
    Map<String, Object> storage = new HashMap<>();
    storage.put("size", "5Gi");
    storage.put("class", null);
    assertThat(postgres.values())
        .containsEntry("storage", storage)
        .containsEntry("replicas", 3L)
        .containsEntry("own", List.of(1L));
  }

  @Test
  void override_ofTheChart_isRelativeToTheOverridingFile() {
    included("sub/services.yaml", SERVICES);

    Manifest manifest =
        read("include: [sub/services.yaml]\ncomponents: [{ name: redis, chart: mine/redis }]\n");

    assertThat(component(manifest, "redis").chart().resolve()).isEqualTo(dir.resolve("mine/redis"));
    assertThat(component(manifest, "redis").kind()).isEqualTo(ComponentKind.MANAGED_SERVICE);
  }

  @Test
  void override_ofAHook_replacesItsKeys() {
    included("services.yaml", SERVICES);

    HookSpec pki =
        read("include: [services.yaml]\nhooks: [{ name: pki, before: [redis], timeout: 1m }]\n")
            .hooks()
            .get(0);

    assertThat(pki.before()).containsExactly("redis");
    assertThat(pki.timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(pki.chart().text()).isEqualTo("pki");
  }

  @Test
  void override_ofNothing_isAnErrorWithTheNearestName() {
    included("services.yaml", SERVICES);

    assertThat(
            problems(
                """
                include: [services.yaml]
                components: [{ name: postgers, values: {} }, { name: x, kind: core-addon }]
                hooks: [{ name: pkj, before: [kong] }]
                """))
        .containsExactly(
            "distro.yaml:6:24: there is no component 'postgers' to change; did you mean"
                + " 'postgres'?",
            "distro.yaml:6:48: component 'x' has no chart",
            "distro.yaml:7:19: there is no hook 'pkj' to change; did you mean 'pki'?");
  }

  @Test
  void override_problems_areToldWhereTheyStand() {
    included(
        "services.yaml",
        "components: [{ name: a, kind: core-addon, chart: a, rollback: never, timeout: 1 }]\n");

    assertThat(
            problems("include: [services.yaml]\ncomponents: [{ name: a, timeout: soon, x: 1 }]\n"))
        .containsExactly(
            "distro.yaml:6:36: 'soon' is no duration; write 90s, 10m or 1h30m",
            "distro.yaml:6:42: unknown key 'x' in component 'a'",
            "services.yaml:4:65: rollback 'never' is neither allowed nor forward-only");
  }
}
