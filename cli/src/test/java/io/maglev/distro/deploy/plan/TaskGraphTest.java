package io.maglev.distro.deploy.plan;

import static io.maglev.distro.deploy.plan.PlanFixtures.component;
import static io.maglev.distro.deploy.plan.PlanFixtures.hook;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.HookPhase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
  private static final PlannedComponent POSTGRES = component("postgres");
  private static final PlannedComponent KONG = component("kong", "postgres");
  private static final PlannedComponent IDM = component("idm", "postgres", "kong");

  @Test
  void forward_components_waitForWhatTheyRequire() {
    TaskGraph graph = forward(List.of(IDM, KONG, POSTGRES), List.of());

    assertThat(graph.order()).containsExactly("postgres", "kong", "idm");
    assertThat(graph.prerequisites("idm")).containsExactlyInAnyOrder("postgres", "kong");
  }

  @Test
  void forward_requirementOutsideTheRun_isNotWaitedFor() {
    assertThat(forward(List.of(IDM), List.of()).prerequisites("idm")).isEmpty();
  }

  @Test
  void forward_hookWithoutEdges_isABarrier() {
    PlannedHook hook = hook("check", List.of(), List.of());

    TaskGraph graph = forward(List.of(POSTGRES, KONG), List.of(hook));

    assertThat(graph.order())
        .containsExactly("check (pre-install)", "postgres", "kong", "check (post-install)");
    assertThat(graph.prerequisites("postgres")).containsExactly("check (pre-install)");
    assertThat(graph.prerequisites("check (post-install)")).contains("postgres", "kong");
  }

  @Test
  void forward_hookWithEdges_holdsBackOnlyThoseItNames() {
    PlannedHook hook = hook("pki", List.of("kong"), List.of());

    TaskGraph graph = forward(List.of(POSTGRES, KONG), List.of(hook));

    assertThat(graph.prerequisites("postgres")).isEmpty();
    assertThat(graph.prerequisites("kong")).contains("postgres", "pki (pre-install)");
  }

  @Test
  void forward_hookOfComponentsOutsideTheRun_isLeftOut() {
    PlannedHook hook = hook("pki", List.of("kong"), List.of());

    assertThat(forward(List.of(POSTGRES), List.of(hook)).order()).containsExactly("postgres");
  }

  @Test
  void backward_components_goBeforeWhatTheyRequire() {
    TaskGraph graph =
        TaskGraph.backward(
            List.of(POSTGRES, KONG, IDM), List.of(), HookPhase.PRE_DELETE, HookPhase.POST_DELETE);

    assertThat(graph.order()).containsExactly("idm", "kong", "postgres");
    assertThat(graph.prerequisites("postgres")).containsExactlyInAnyOrder("kong", "idm");
  }

  @Test
  void backward_hookBetweenComponents_staysBetweenThem() {
    TaskGraph graph = backward(leaving("drain", List.of("kong"), List.of("postgres")));

    assertThat(graph.prerequisites("drain (pre-delete)")).containsExactly("kong");
    assertThat(graph.prerequisites("postgres")).contains("drain (pre-delete)");
  }

  @Test
  void backward_hookWithOneSide_keepsIt() {
    TaskGraph backup = backward(leaving("backup", List.of("postgres"), List.of()));
    TaskGraph report = backward(leaving("report", List.of(), List.of("postgres")));

    assertThat(backup.prerequisites("postgres")).contains("backup (pre-delete)");
    assertThat(backup.prerequisites("backup (pre-delete)")).isEmpty();
    assertThat(report.prerequisites("report (post-delete)")).containsExactly("postgres");
  }

  private static PlannedHook leaving(String name, List<String> before, List<String> after) {
    return new PlannedHook(
        name, Set.of(HookPhase.PRE_DELETE, HookPhase.POST_DELETE), before, after);
  }

  private static TaskGraph backward(PlannedHook hook) {
    return TaskGraph.backward(
        List.of(POSTGRES, KONG), List.of(hook), HookPhase.PRE_DELETE, HookPhase.POST_DELETE);
  }

  private static TaskGraph forward(List<PlannedComponent> components, List<PlannedHook> hooks) {
    return TaskGraph.forward(components, hooks, HookPhase.PRE_INSTALL, HookPhase.POST_INSTALL);
  }
}
