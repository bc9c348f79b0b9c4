package io.maglev.distro.deploy.takeback;

import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.deploy.rollback.RollbackFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.progress.RunEvent.Warning;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollbackTakenBackTest {
  private final RollbackFixture fixture = new RollbackFixture().atomic();
  private final DeployFixture distro = fixture.distro;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void rollback_failed_goesForwardAgainToWhatStood() {
    fixture.component("db").component("app", "db");
    distro.renderer.hook(
        "db", job("undo", HookPhase.POST_ROLLBACK, 0, "testbed.distro.maglev.io/fail: exit-1"));
    fixture.deploy();
    distro.renderer.forgetHooks("db");
    fixture.version("db", "2.0.0").version("app", "2.0.0").deploy();

    List<DistroException> failures = fixture.rollBack().failures();

    assertThat(fixture.live("db")).isEqualTo("2.0.0");
    assertThat(fixture.live("app")).isEqualTo("2.0.0");
    assertThat(distro.started()).containsExactly("app", "db", "db (take-back)", "app (take-back)");
    assertThat(fixture.history("app").get(3)).isEqualTo("4 deployed Rollback to 2");
    assertThat(fixture.revisions().get(2))
        .isEqualTo("3 failed Rollback to 1 failed: db; taken back");
    assertThat(failures.get(failures.size() - 1).code()).isEqualTo(ErrorCode.DEPLOY_TAKEN_BACK);
    assertThat(distro.revision().version()).isEqualTo("1.0.0");
  }

  @Test
  void rollback_failed_whatItHasUninstalledStaysSo() {
    fixture.component("db");
    distro.renderer.hook(
        "db", job("undo", HookPhase.POST_ROLLBACK, 0, "testbed.distro.maglev.io/fail: exit-1"));
    fixture.deploy();
    distro.renderer.forgetHooks("db");
    fixture.version("db", "2.0.0").component("extra", "db").deploy();

    List<DistroException> failures = fixture.rollBack().failures();

    assertThat(warnings())
        .containsExactly("demo: uninstalled, so not brought back if this run fails: extra");
    assertThat(fixture.live("db")).isEqualTo("2.0.0");
    assertThat(fixture.revisions().get(2))
        .isEqualTo("3 failed-partial Rollback to 1 failed: db; taken back but for extra");
    assertThat(failures.get(failures.size() - 1).where().stream().map(Object::toString))
        .contains("'extra' stays uninstalled: its release is gone");
  }

  private List<String> warnings() {
    return distro.events.stream()
        .filter(Warning.class::isInstance)
        .map(Warning.class::cast)
        .map(warning -> warning.task() + ": " + warning.message())
        .toList();
  }
}
