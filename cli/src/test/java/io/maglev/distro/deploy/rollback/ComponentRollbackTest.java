package io.maglev.distro.deploy.rollback;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.RevisionComponent;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComponentRollbackTest {
  private final RollbackFixture fixture = new RollbackFixture();
  private final DeployFixture distro = fixture.distro;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void rollback_ofOneRelease_leavesTheOthersAndTheDistrosHooks() {
    distro.hook("around", HookPhase.PRE_ROLLBACK, List.of());
    distro.renderer.manifest("around", configMap("around"));
    fixture.component("app").component("other").deploy();
    fixture.version("app", "2.0.0").version("other", "2.0.0").deploy();

    RollbackOutcome outcome = fixture.run(fixture.planComponent("app"));

    assertThat(outcome.failures()).isEmpty();
    assertThat(fixture.live("app")).isEqualTo("1.0.0");
    assertThat(fixture.live("other")).isEqualTo("2.0.0");
    assertThat(distro.started()).containsExactly("app");
    assertThat(fixture.history("app")).last().isEqualTo("3 deployed Rollback to 1");
    assertThat(fixture.revisions())
        .last()
        .isEqualTo("3 deployed Rollback of app to release revision 1");
    assertThat(distro.revision().rolledBackTo()).isEmpty();
    assertThat(component("app").chart().version()).isEqualTo("1.0.0");
    assertThat(component("app").release().revision()).isEqualTo(3);
    assertThat(component("other").chart().version()).isEqualTo("2.0.0");
  }

  @Test
  void rollback_toANumber_goesThere() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    fixture.version("app", "3.0.0").deploy();

    fixture.run(fixture.planComponent("app", 1));

    assertThat(fixture.live("app")).isEqualTo("1.0.0");
    assertThat(fixture.history("app")).last().isEqualTo("4 deployed Rollback to 1");
  }

  @Test
  void plan_withoutANumber_passesOverWhatFailed() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    mark("app", 2, ReleaseStatus.FAILED);
    fixture.version("app", "3.0.0").deploy();

    assertThat(fixture.planComponent("app").target()).isEqualTo(1);
  }

  @Test
  void plan_unknownRevision_namesThoseThereAre() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();

    DistroException refusal = refusal("app", 9);

    assertThat(refusal)
        .hasMessage("cannot roll back component 'app': its release has no revision 9");
    assertThat(refusal.hint()).contains("choose one of 1 with --to");
  }

  @Test
  void plan_firstRevision_hasNothingBeforeIt() {
    fixture.component("app").deploy();

    DistroException refusal = refusal("app");

    assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal).hasMessageEndingWith("its release has no revision before 1 that worked");
    assertThat(refusal.hint()).contains("nothing older of it is kept");
  }

  @Test
  void plan_unknownComponent_isRefused() {
    fixture.component("app").deploy();

    assertThat(refusal("ap").hint()).contains("did you mean 'app'?");
  }

  @Test
  void plan_forwardOnly_isRefused() {
    fixture.component("db").forwardOnly("db").deploy();
    fixture.version("db", "2.0.0").deploy();

    DistroException refusal = refusal("db");

    assertThat(refusal.code()).isEqualTo(ErrorCode.USAGE);
    assertThat(refusal)
        .hasMessageStartingWith("cannot roll back component 'db' to revision 1 of its release: ");
  }

  @Test
  void plan_dependentNeedsTheNewVersion_isRefusedNamingBoth() {
    fixture.component("db").component("app", "db").deploy();
    fixture.requires("app", "db", ">=2");
    fixture.version("db", "2.0.0").version("app", "2.0.0").deploy();

    assertThat(refusal("db").where().toString())
        .contains("'app' requires db >=2: 'db' would be at revision 1, which provides db 1.0.0");
  }

  @Test
  void plan_revisionThatHelmMade_isJudgedByItsChart() {
    fixture.component("db").component("app", "db").deploy();
    madeByHelm("db", 2, "2.5.0");
    fixture.requires("app", "db", ">=3");
    fixture.version("db", "3.0.0").version("app", "2.0.0").deploy();

    assertThat(refusal("db", 2).where().toString())
        .contains("'app' requires db >=3: 'db' would be at revision 2, which provides db 2.5.0");
    assertThat(fixture.planComponent("app", 1).steps())
        .extracting(RollbackStep::move)
        .containsExactly(RollbackStep.Move.NOT_CHOSEN, RollbackStep.Move.BACK);
  }

  @Test
  void rollback_toARevisionThatHelmMade_isNotTakenForWhatABundleSays() {
    fixture.component("app").deploy();
    madeByHelm("app", 2, "2.5.0");
    fixture.version("app", "3.0.0").deploy();

    fixture.run(fixture.planComponent("app", 2));

    assertThat(component("app").chart().version()).isEqualTo("2.5.0");
    fixture.deploy();
    assertThat(component("app").chart().version()).isEqualTo("3.0.0");
    assertThat(fixture.history("app")).last().isEqualTo("5 deployed Upgrade complete");
  }

  @Test
  void rollback_toWhatIsThere_writesNothing() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    int before = fixture.calls();

    RollbackOutcome outcome = fixture.run(fixture.planComponent("app", 2));

    assertThat(outcome.tasks()).isEmpty();
    assertThat(fixture.writesSince(before)).isEmpty();
  }

  private RevisionComponent component(String name) {
    return distro.revision().content().component(name).orElseThrow();
  }

  private DistroException refusal(String component, Integer... to) {
    return catchThrowableOfType(DistroException.class, () -> fixture.planComponent(component, to));
  }

  private void mark(String name, int revision, ReleaseStatus status) {
    ReleaseKey key = new ReleaseKey(RollbackFixture.NAMESPACE, name, revision);
    Release release = distro.releases.find(key).orElseThrow();
    distro.releases.update(release.withStatus(status, "marked"));
  }

  /** As {@code helm upgrade} with another chart would leave it. */
  private void madeByHelm(String name, int revision, String version) {
    Release last = distro.history(name).last().orElseThrow().release();
    OffsetDateTime now = last.info().lastDeployed().orElseThrow();
    distro.releases.update(last.withStatus(ReleaseStatus.SUPERSEDED, "Install complete"));
    Release next =
        last.rollingBack(revision, last.info().firstDeployed(), now)
            .withStatus(ReleaseStatus.DEPLOYED, "Upgrade complete");
    Map<String, @Nullable Object> chart = new LinkedHashMap<>(next.chart());
    chart.put("metadata", Map.of("name", name, "version", version, "appVersion", version));
    distro.releases.create(
        new Release(
            next.name(),
            next.namespace(),
            next.revision(),
            next.info(),
            chart,
            next.config(),
            next.manifest(),
            next.hooks(),
            next.applyMethod(),
            next.labels(),
            next.other()));
  }
}
