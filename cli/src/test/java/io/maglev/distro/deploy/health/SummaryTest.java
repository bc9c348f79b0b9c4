package io.maglev.distro.deploy.health;

import static io.maglev.distro.deploy.run.RunFixture.object;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void of_workloads_countsWhatIsReady() {
    assertThat(
            Summary.of(
                object(
                    "{ apiVersion: apps/v1, kind: Deployment, spec: { replicas: 3 },"
                        + " status: { readyReplicas: 2 } }")))
        .isEqualTo("2/3 ready");
    assertThat(Summary.of(object("{ apiVersion: apps/v1, kind: StatefulSet }")))
        .as("one replica is the default")
        .isEqualTo("0/1 ready");
    assertThat(
            Summary.of(
                object(
                    "{ apiVersion: apps/v1, kind: DaemonSet,"
                        + " status: { desiredNumberScheduled: 4, numberReady: 1 } }")))
        .isEqualTo("1/4 ready");
    assertThat(
            Summary.of(
                object(
                    "{ apiVersion: batch/v1, kind: Job, spec: { completions: 2 },"
                        + " status: { succeeded: 1 } }")))
        .isEqualTo("1/2 completed");
  }

  @Test
  void of_claims_isTheirPhase_andOfOthersNothing() {
    assertThat(
            Summary.of(
                object(
                    "{ apiVersion: v1, kind: PersistentVolumeClaim, status: { phase: Bound } }")))
        .isEqualTo("Bound");
    assertThat(Summary.of(object("{ apiVersion: v1, kind: ConfigMap }"))).isEmpty();
  }

  @Test
  void of_pods_saysWhatTheyWaitFor_andCountsRestarts() {
    assertThat(
            Summary.of(
                object(
                    """
                    apiVersion: v1
                    kind: Pod
                    spec: { containers: [ { name: a }, { name: b } ] }
                    status:
                      phase: Running
                      containerStatuses:
                        - { name: a, ready: true, restartCount: 1, state: { running: {} } }
                        - name: b
                          ready: false
                          restartCount: 4
                          state: { waiting: { reason: CrashLoopBackOff } }
                    """)))
        .isEqualTo("1/2 CrashLoopBackOff, 5 restarts");
    assertThat(
            Summary.of(
                object("{ apiVersion: v1, kind: Pod, spec: { containers: [ { name: a } ] } }")))
        .isEqualTo("0/1 Unknown");
    assertThat(
            Summary.of(
                object(
                    "{ apiVersion: v1, kind: Pod, metadata: { deletionTimestamp: x },"
                        + " spec: { containers: [ { name: a } ] }, status: { phase: Running } }")))
        .isEqualTo("0/1 Terminating");
  }

  @Test
  void details_tellHowContainersEnded_andWhatTheyWaitFor() {
    assertThat(
            Summary.details(
                object(
                    """
                    apiVersion: v1
                    kind: Pod
                    status:
                      initContainerStatuses:
                        - { name: init, state: { terminated: { exitCode: 0 } } }
                      containerStatuses:
                        - { name: a, state: { waiting: { reason: ContainerCreating } } }
                        - name: b
                          state: { running: {} }
                          lastState: { terminated: { exitCode: 137, reason: OOMKilled } }
                        - { name: c, state: { terminated: { exitCode: 2 } } }
                        - name: d
                          state: { waiting: { reason: CrashLoopBackOff } }
                          lastState: { terminated: { exitCode: 1 } }
                    """)))
        .containsExactly(
            "container 'a': ContainerCreating",
            "container 'b': last ended with exit code 137 (OOMKilled)",
            "container 'c': ended with exit code 2 (Error)");
    assertThat(Summary.details(object("{ apiVersion: v1, kind: ConfigMap }"))).isEmpty();
  }
}
