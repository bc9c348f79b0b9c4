package io.maglev.distro.deploy.rollback;

import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.RollbackHooks;
import io.maglev.distro.model.RollbackPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose hooks run when a component goes back that says so. */
class RollbackHooksTest {
  private static final RollbackPolicy CURRENT_HOOKS =
      RollbackPolicy.ALLOWED.withHooks(RollbackHooks.CURRENT);

  private final RollbackFixture fixture = new RollbackFixture();
  private final DeployFixture distro = fixture.distro;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void rollback_currentHooks_areThoseOfTheRevisionItLeaves() {
    fixture.component("app");
    distro.renderer.hook("app", job("old-pre", HookPhase.PRE_ROLLBACK, 0, ""));
    fixture.deploy();
    RenderedHook pre = job("new-pre", HookPhase.PRE_ROLLBACK, 0, "");
    RenderedHook post = job("new-post", HookPhase.POST_ROLLBACK, 0, "");
    distro.renderer.forgetHooks("app").hook("app", pre).hook("app", post);
    fixture.version("app", "2.0.0").policy("app", CURRENT_HOOKS).deploy();

    assertThat(fixture.rollBack().failures()).isEmpty();

    assertThat(fixture.live("batch/v1", "Job", "old-pre")).isEmpty();
    assertThat(fixture.live("batch/v1", "Job", "new-pre")).isPresent();
    assertThat(fixture.live("batch/v1", "Job", "new-post")).isPresent();
    assertThat(phases("app", 2))
        .as("how they ran is told by the revision whose they are")
        .containsExactly("new-pre Succeeded", "new-post Succeeded");
    assertThat(phases("app", 3)).as("as in Helm").containsExactly("old-pre ");
    assertThat(fixture.history("app"))
        .containsExactly(
            "1 superseded Install complete",
            "2 superseded Upgrade complete",
            "3 deployed Rollback to 1");
  }

  @Test
  void rollback_currentHooks_isWhatTheRevisionThatIsLeftSays() {
    fixture.component("app").policy("app", CURRENT_HOOKS);
    distro.renderer.hook("app", job("old-pre", HookPhase.PRE_ROLLBACK, 0, ""));
    fixture.deploy();
    distro.renderer.forgetHooks("app").hook("app", job("new-pre", HookPhase.PRE_ROLLBACK, 0, ""));
    fixture.version("app", "2.0.0").policy("app", RollbackPolicy.ALLOWED).deploy();

    assertThat(fixture.rollBack().failures()).isEmpty();

    assertThat(fixture.live("batch/v1", "Job", "old-pre")).isPresent();
    assertThat(fixture.live("batch/v1", "Job", "new-pre")).isEmpty();
  }

  @Test
  void rollback_currentHookThatFails_isRunAgainByTheNextOne() {
    fixture.component("app");
    distro.renderer.hook("app", job("old-pre", HookPhase.PRE_ROLLBACK, 0, ""));
    fixture.deploy();
    String fails = "testbed.distro.maglev.io/fail: exit-1";
    distro
        .renderer
        .forgetHooks("app")
        .hook("app", job("new-pre", HookPhase.PRE_ROLLBACK, 0, fails));
    fixture.version("app", "2.0.0").policy("app", CURRENT_HOOKS).deploy();

    assertThat(fixture.rollBack().failures()).hasSize(1);
    assertThat(phases("app", 2)).containsExactly("new-pre Failed");
    assertThat(fixture.live("app")).isEqualTo("2.0.0");
    assertThat(fixture.rollBack().failures())
        .as("what is left is still revision 2, not the one that failed to bring back 1")
        .singleElement()
        .asString()
        .contains("new-pre");
    assertThat(fixture.live("batch/v1", "Job", "old-pre")).isEmpty();
  }

  private List<String> phases(String component, int revision) {
    return distro.history(component).revision(revision).orElseThrow().release().hooks().stream()
        .map(hook -> hook.hook().name() + " " + hook.lastRun().phase().text())
        .toList();
  }
}
