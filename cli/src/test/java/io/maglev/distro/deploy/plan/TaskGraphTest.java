package io.maglev.distro.deploy.plan;

import static io.maglev.distro.deploy.plan.PlanFixtures.component;
import static io.maglev.distro.deploy.plan.PlanFixtures.hook;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.HookPhase;
import java.util.List;
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

  private static TaskGraph forward(List<PlannedComponent> components, List<PlannedHook> hooks) {
    return TaskGraph.forward(components, hooks, HookPhase.PRE_INSTALL, HookPhase.POST_INSTALL);
  }
}
