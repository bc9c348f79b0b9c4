package io.maglev.distro.deploy.rollback;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.RevisionHook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code web} requires {@code db}: web steps back first. */
class RollbackGraphTest {
  private final RollbackFixture fixture = new RollbackFixture();

  @BeforeEach
  void deployTwice() {
    fixture.component("db").component("web", "db").component("other").deploy();
    fixture.version("db", "2.0.0").version("web", "2.0.0").deploy();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void order_withoutHooks_dependentsFirst() {
    TaskGraph graph = graph();

    assertThat(graph.prerequisites("db")).containsExactly("web");
    assertThat(graph.prerequisites("web")).isEmpty();
    assertThat(graph.prerequisites("other")).isEmpty();
  }

  @Test
  void hook_withoutEdges_isABarrier() {
    TaskGraph graph =
        graph(
            hook("a", HookPhase.PRE_ROLLBACK, List.of(), List.of()),
            hook("z", HookPhase.POST_ROLLBACK, List.of(), List.of()));

    assertThat(graph.prerequisites("other")).containsExactly("a (pre-rollback)");
    assertThat(graph.prerequisites("db")).contains("a (pre-rollback)");
    assertThat(graph.prerequisites("z (post-rollback)")).contains("db", "web", "other");
  }

  @Test
  void hook_beforeAComponent_endsBeforeThatStepsBack() {
    TaskGraph graph = graph(hook("backup", HookPhase.PRE_ROLLBACK, List.of("db"), List.of()));

    assertThat(graph.prerequisites("db")).containsExactlyInAnyOrder("web", "backup (pre-rollback)");
    assertThat(graph.prerequisites("backup (pre-rollback)")).isEmpty();
  }

  @Test
  void hook_afterAComponent_startsWhenThatIsBack() {
    TaskGraph graph = graph(hook("warm", HookPhase.POST_ROLLBACK, List.of(), List.of("web")));

    assertThat(graph.prerequisites("warm (post-rollback)")).containsExactly("web");
    assertThat(graph.prerequisites("db")).containsExactly("web");
  }

  @Test
  void hook_between_staysBetween() {
    TaskGraph graph = graph(hook("migrate", HookPhase.PRE_ROLLBACK, List.of("web"), List.of("db")));

    assertThat(graph.prerequisites("migrate (pre-rollback)")).containsExactly("web");
    assertThat(graph.prerequisites("db"))
        .containsExactlyInAnyOrder("web", "migrate (pre-rollback)");
    assertThat(graph.order()).containsSubsequence("web", "migrate (pre-rollback)", "db");
  }

  @Test
  void hook_ofAnotherPhase_isLeftOut() {
    TaskGraph graph = graph(hook("pki", HookPhase.PRE_UPGRADE, List.of(), List.of()));

    assertThat(graph.order()).containsExactlyInAnyOrder("web", "db", "other");
  }

  private TaskGraph graph(RevisionHook... hooks) {
    RollbackPlan plan = fixture.plan();
    RevisionContent content = plan.to().content();
    RevisionContent hooked =
        new RevisionContent(
            content.parameters(), content.secretParameters(), content.components(), List.of(hooks));
    return RollbackGraph.of(
        new RollbackPlan(
            plan.order(), plan.from(), plan.to().withContent(hooked), plan.whole(), plan.steps()));
  }

  private static RevisionHook hook(
      String name, HookPhase phase, List<String> before, List<String> after) {
    return new RevisionHook(
        name,
        phase,
        RollbackFixture.NAMESPACE,
        before,
        after,
        Duration.ofMinutes(1),
        configMap(name),
        List.of());
  }
}
