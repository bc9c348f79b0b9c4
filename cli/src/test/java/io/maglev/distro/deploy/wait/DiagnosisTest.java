package io.maglev.distro.deploy.wait;

import static io.maglev.distro.deploy.run.RunFixture.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.deploy.wait.Diagnosis.Extract;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.progress.RunEvent.ContainerLog;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
  private final RunFixture run = new RunFixture();
  private final Diagnosis diagnosis = new Diagnosis(run.cluster, run.events::add);

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void lastEvent_newestByAnyOfItsTimes() {
    event("a", "Pod", "web", "lastTimestamp: '2030-01-01T00:00:01Z'", "First");
    event("b", "Pod", "web", "eventTime: '2030-01-01T00:00:03.000000Z'", "Third");
    event("c", "Pod", "web", "lastTimestamp: '2030-01-01T00:00:02Z'", "Second");

    assertThat(diagnosis.lastEvent(pod("web")).orElseThrow().toString())
        .isEqualTo("last event of Pod/ns/web: Third: it happened");
  }

  @Test
  void lastEvent_ofOthers_doesNotCount() {
    event("a", "Pod", "other", "lastTimestamp: '2030-01-01T00:00:01Z'", "Other");
    event("b", "Deployment", "web", "lastTimestamp: '2030-01-01T00:00:01Z'", "Owner");

    assertThat(diagnosis.lastEvent(pod("web"))).isEmpty();
  }

  @Test
  void lastEvent_mayNotBeRead_isLeftOut() {
    run.forbid(call -> call.id().kind().equals("Event"));

    assertThat(diagnosis.lastEvent(pod("web"))).isEmpty();
  }

  @Test
  void emitLogs_everyContainerThatWrote() {
    KubeObject pod =
        run.create(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              namespace: ns
              annotations: { testbed.distro.maglev.io/logs: "one\\ntwo" }
            spec:
              initContainers: [ { name: init, image: i } ]
              containers: [ { name: main, image: i } ]
            """);

    diagnosis.emitLogs("app", pod, Extract.LAST);

    assertThat(run.events)
        .containsExactly(
            new ContainerLog("app", "web/init", List.of("one", "two")),
            new ContainerLog("app", "web/main", List.of("one", "two")));
  }

  @Test
  void emitLogs_nothingWritten_isNoEvent() {
    diagnosis.emitLogs("app", pod("web"), Extract.LAST);

    assertThat(run.events).isEmpty();
  }

  @Test
  void emitLogs_longLog_isItsLastTwentyLines() {
    StringBuilder log = new StringBuilder();
    for (int i = 1; i <= 30; i++) {
      log.append("line ").append(i).append("\\n");
    }
    KubeObject pod =
        run.create(
            "{ apiVersion: v1, kind: Pod, metadata: { name: web, namespace: ns, annotations: {"
                + " testbed.distro.maglev.io/logs: \"%s\" } }, spec: { containers: [ { name: main,"
                    .formatted(log)
                + " image: i } ] } }");

    diagnosis.emitLogs("app", pod, Extract.LAST);

    assertThat(run.events(ContainerLog.class).get(0).lines())
        .hasSize(20)
        .startsWith("line 11")
        .endsWith("line 30");
  }

  @Test
  void emitLogsOf_mayNotBeListedOrRead_isLeftOut() {
    KubeQuery pods = KubeQuery.of("v1", "Pod", "ns");
    run.create(
        "{ apiVersion: v1, kind: Pod, metadata: { name: web, namespace: ns, annotations: {"
            + " testbed.distro.maglev.io/logs: x } }, spec: { containers: [ { name: main, image: i"
            + " } ] } }");
    run.forbid(call -> call.verb().equals("logs"));
    diagnosis.emitLogsOf("app", pods, Extract.LAST);
    run.forbid(call -> call.verb().equals("list"));
    diagnosis.emitLogsOf("app", pods, Extract.LAST);

    assertThat(run.events).isEmpty();
  }

  private void event(String name, String kind, String about, String time, String reason) {
    run.create(
        """
        apiVersion: v1
        kind: Event
        metadata: { name: %s, namespace: ns }
        involvedObject: { kind: %s, name: %s, namespace: ns }
        reason: %s
        message: " it happened "
        %s
        """
            .formatted(name, kind, about, reason, time));
  }

  private static KubeObject pod(String name) {
    return object(
        "{ apiVersion: v1, kind: Pod, metadata: { name: %s, namespace: ns }, spec: { containers: ["
                .formatted(name)
            + " { name: main, image: i } ] } }");
  }
}
