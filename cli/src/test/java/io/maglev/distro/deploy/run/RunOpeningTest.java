package io.maglev.distro.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunOpeningTest {
  private static final String NAMESPACE = "demo-system";

  private final SandboxGateway cluster = new SandboxGateway();
  private final DeployFixture distro = new DeployFixture(cluster, NAMESPACE);
  private final RunOpening opening =
      new RunOpening(cluster, distro.revisions, RunClock.of(Clock.systemUTC()));
  private final List<RunEvent> events = new ArrayList<>();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void run_underWay_holdsTheLeaseAndGivesItBack() {
    distro.component("app").install();

    boolean held =
        opening.run(
            request(SecretMask.NONE),
            events::add,
            (context, newest) -> isHeld() && newest.isPresent());

    assertThat(held).isTrue();
    assertThat(isHeld()).isFalse();
  }

  @Test
  void run_fails_givesTheLeaseBack() {
    distro.component("app").install();

    assertThatThrownBy(
            () ->
                opening.run(
                    request(SecretMask.NONE),
                    events::add,
                    (context, newest) -> {
                      throw new IllegalStateException("of the run");
                    }))
        .hasMessage("of the run");

    assertThat(isHeld()).isFalse();
  }

  @Test
  void run_interrupted_saysSoInItsRecord_andGivesTheLeaseBack() {
    distro.component("app").install();

    assertThatThrownBy(
            () ->
                opening.run(
                    request(SecretMask.NONE),
                    events::add,
                    (context, newest) -> {
                      distro.revisions.update(
                          newest.orElseThrow().withStatus(DistroStatus.PENDING_UPGRADE, "begun"),
                          context.fence());
                      Thread.currentThread().interrupt();
                      throw new IllegalStateException("interrupted");
                    }))
        .hasMessage("interrupted");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(isHeld()).isFalse();
    assertThat(distro.revision().status()).isEqualTo(DistroStatus.PENDING_UPGRADE);
    assertThat(distro.revision().description()).startsWith("Interrupted");
  }

  @Test
  void run_secretsOfTheLastRevisionAndThoseGiven_areMasked() {
    distro.component("app").parameters(Map.of("password", "hunter2"), "password").install();

    opening.run(
        request(SecretMask.of(List.of("fresh"))),
        events::add,
        (context, newest) -> {
          context.listener().onEvent(new Warning("app", "hunter2 is fresh now"));
          return context.secrets();
        });

    assertThat(events).containsExactly(new Warning("app", "*** is *** now"));
  }

  @Test
  void newest_notInstalled_isEmpty() {
    assertThat(opening.newest(NAMESPACE, "demo")).isEmpty();
  }

  private boolean isHeld() {
    return cluster.list(KubeQuery.of("coordination.k8s.io/v1", "Lease", NAMESPACE)).stream()
        .anyMatch(
            lease -> lease.string("spec", "holderIdentity").filter(h -> !h.isEmpty()).isPresent());
  }

  private static RunOpening.Request request(SecretMask secrets) {
    return new RunOpening.Request(
        NAMESPACE, "demo", "tester@here", secrets, HookOptions.DEFAULT, SafetyOptions.KEEPING);
  }
}
