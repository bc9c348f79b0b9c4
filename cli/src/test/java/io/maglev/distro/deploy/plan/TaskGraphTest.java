package io.maglev.distro.deploy.plan;

import static io.maglev.distro.deploy.plan.LockFixtures.component;
import static io.maglev.distro.deploy.plan.LockFixtures.hook;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
  private static final LockedComponent POSTGRES = component("postgres");
  private static final LockedComponent KONG = component("kong", "postgres");
  private static final LockedComponent IDM = component("idm", "postgres", "kong");

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
    LockedHook hook = hook("check", List.of(), List.of());

    TaskGraph graph = forward(List.of(POSTGRES, KONG), List.of(hook));

    assertThat(graph.order())
        .containsExactly("check (pre-install)", "postgres", "kong", "check (post-install)");
    assertThat(graph.prerequisites("postgres")).containsExactly("check (pre-install)");
    assertThat(graph.prerequisites("check (post-install)")).contains("postgres", "kong");
  }

  @Test
  void forward_hookWithEdges_holdsBackOnlyThoseItNames() {
    LockedHook hook = hook("pki", List.of("kong"), List.of());

    TaskGraph graph = forward(List.of(POSTGRES, KONG), List.of(hook));

    assertThat(graph.prerequisites("postgres")).isEmpty();
    assertThat(graph.prerequisites("kong")).contains("postgres", "pki (pre-install)");
  }

  @Test
  void forward_hookOfComponentsOutsideTheRun_isLeftOut() {
    LockedHook hook = hook("pki", List.of("kong"), List.of());

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

  private static TaskGraph forward(List<LockedComponent> components, List<LockedHook> hooks) {
    return TaskGraph.forward(components, hooks, HookPhase.PRE_INSTALL, HookPhase.POST_INSTALL);
  }
}
