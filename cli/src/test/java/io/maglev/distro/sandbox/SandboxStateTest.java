package io.maglev.distro.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One sandbox goes on where another one was, with the state taken through its file's text. */
class SandboxStateTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration POD_START = Duration.ofSeconds(3);

  private final ManualTime firstTime = new ManualTime(START);
  private final SandboxGateway first = new SandboxGateway(firstTime, SandboxState.EMPTY, POD_START);

  @Test
  void settledSandbox_goesOnWithoutAnyChange() {
    apply(first, deployment("", ""));
    apply(first, deployment("b", ""));
    apply(first, crd());
    apply(
        first,
        object(
            "{apiVersion: v1, kind: Service, metadata: {name: s},"
                + " spec: {type: LoadBalancer}}"));
    apply(first, claim(""));
    firstTime.advance(Duration.ofMinutes(1));

    SandboxGateway second = goOn(new ManualTime(START.plusSeconds(60)));

    assertThat(second.state()).isEqualTo(first.state());
  }

  @Test
  void pod_onItsWay_becomesReadyWhenItWould() {
    apply(first, deployment("", ""));
    firstTime.advance(Duration.ofSeconds(1));

    ManualTime time = new ManualTime(START.plusSeconds(1));
    SandboxGateway second = goOn(time);
    time.advance(Duration.ofMillis(1999));
    long before = ready(second);
    time.advance(Duration.ofMillis(1));

    assertThat(before).isZero();
    assertThat(ready(second)).isEqualTo(1);
  }

  @Test
  void pod_whoseTimeCameMeanwhile_isReadyAtOnce() {
    apply(first, deployment("", ""));

    ManualTime time = new ManualTime(START.plus(Duration.ofDays(1)));
    SandboxGateway second = goOn(time);
    time.advance(Duration.ZERO);

    assertThat(ready(second)).isEqualTo(1);
  }

  @Test
  void job_underWay_completesInTheNextProcess() {
    apply(
        first,
        object(
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: j, namespace: default}
            spec:
              template: {spec: {restartPolicy: Never, containers: [{name: main, image: a}]}}
            """));

    ManualTime time = new ManualTime(START.plusSeconds(2));
    SandboxGateway second = goOn(time);
    time.advance(Duration.ofSeconds(1));

    KubeObject job = second.get(new ResourceId("batch/v1", "Job", "default", "j")).orElseThrow();
    assertThat(job.number("status", "succeeded")).contains(1L);
    assertThat(second.list(KubeQuery.of("v1", "Pod", "default"))).hasSize(1);
  }

  @Test
  void failingPod_keepsItsOneEvent() {
    apply(first, deployment("", "testbed.distro.maglev.io/fail: image-pull"));
    firstTime.advance(Duration.ofSeconds(3));

    SandboxGateway second = goOn(new ManualTime(START.plusSeconds(4)));

    assertThat(second.list(KubeQuery.of("v1", "Event", "default"))).hasSize(1);
    assertThat(ready(second)).isZero();
  }

  @Test
  void rollout_missesItsDeadlineInTheNextProcess() {
    apply(first, deployment("", "testbed.distro.maglev.io/fail: never-ready"));
    firstTime.advance(Duration.ofSeconds(599));

    ManualTime time = new ManualTime(START.plusSeconds(599));
    SandboxGateway second = goOn(time);
    time.advance(Duration.ofSeconds(1));

    assertThat(String.valueOf(deployment(second).content())).contains("ProgressDeadlineExceeded");
  }

  @Test
  void claimAndBalancer_withDelays_areServedInTheNextProcess() {
    String delay = "annotations: {testbed.distro.maglev.io/delay: 5s}";
    apply(first, claim(delay));
    apply(
        first,
        object(
            "{apiVersion: v1, kind: Service, metadata: {name: s, %s}, spec: {type: LoadBalancer}}"
                .formatted(delay)));

    ManualTime time = new ManualTime(START.plusSeconds(4));
    SandboxGateway second = goOn(time);
    time.advance(Duration.ofSeconds(1));

    assertThat(
            second
                .get(new ResourceId("v1", "PersistentVolumeClaim", "default", "c"))
                .flatMap(c -> c.string("status", "phase")))
        .contains("Bound");
    assertThat(
            second
                .get(new ResourceId("v1", "Service", "default", "s"))
                .flatMap(s -> s.at("status", "loadBalancer", "ingress")))
        .isPresent();
  }

  @Test
  void owners_areStillKnown() {
    apply(first, deployment("", ""));

    SandboxGateway second = goOn(firstTime);

    assertThatThrownBy(
            () -> second.apply(deployment("other", ""), new ApplyOptions("somebody", false, false)))
        .hasMessageContaining("conflict with \"helm\"");
  }

  @Test
  void customKinds_areStillServed() {
    apply(first, crd());

    SandboxGateway second = goOn(firstTime);
    KubeObject thing =
        apply(second, object("{apiVersion: example.com/v1, kind: Thing, metadata: {name: t}}"));

    assertThat(second.apis().find("example.com/v1", "Thing")).isPresent();
    assertThat(second.get(thing.id())).isPresent();
  }

  @Test
  void newNames_differFromTheOldOnes() {
    apply(first, deployment("", ""));
    SandboxGateway second = goOn(firstTime);

    apply(second, object("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {}}"));
    apply(first, object("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {}}"));
    apply(second, deployment("", "").inNamespace("kube-public"));
    firstTime.advance(POD_START);

    List<KubeObject> pods = second.list(KubeQuery.of("v1", "Pod", ""));
    assertThat(pods.stream().map(KubeObject::name).distinct()).hasSize(2);
    assertThat(pods.stream().map(p -> p.string("status", "podIP").orElse("")).distinct())
        .hasSize(2);
  }

  @Test
  void timersOfWhatIsGone_areForgotten() {
    KubeObject deployment = apply(first, deployment("", ""));
    int before = first.state().timers().size();

    first.delete(deployment.id(), io.maglev.distro.kube.DeleteOptions.BACKGROUND);

    assertThat(before).isEqualTo(2);
    assertThat(first.state().timers()).isEmpty();
  }

  @Test
  void text_ofTheSameState_isTheSame_alsoFromTheSameWriter() {
    apply(first, deployment("", ""));
    StateJson writer = new StateJson();
    writer.write(first.state());
    firstTime.advance(POD_START);

    assertThat(writer.write(first.state())).isEqualTo(new StateJson().write(first.state()));
  }

  private SandboxGateway goOn(ManualTime time) {
    String text = new StateJson().write(first.state());
    return new SandboxGateway(time, StateJson.read(text, "test"), POD_START);
  }

  private static KubeObject apply(SandboxGateway gateway, KubeObject object) {
    return gateway.apply(object, ApplyOptions.HELM);
  }

  private static long ready(SandboxGateway gateway) {
    return deployment(gateway).number("status", "readyReplicas").orElse(0L);
  }

  private static KubeObject deployment(SandboxGateway gateway) {
    return gateway.get(new ResourceId("apps/v1", "Deployment", "default", "web")).orElseThrow();
  }

  private static KubeObject deployment(String image, String annotations) {
    return object(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: default}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}, annotations: {%s}}
            spec: {containers: [{name: app, image: "a%s"}]}
        """
            .formatted(annotations, image));
  }

  private static KubeObject claim(String metadata) {
    return object(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: c, namespace: default, %s}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        """
            .formatted(metadata));
  }

  private static KubeObject crd() {
    return object(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: things.example.com}
        spec:
          group: example.com
          scope: Cluster
          names: {plural: things, kind: Thing}
          versions: [{name: v1, served: true}]
        """);
  }

  private static KubeObject object(String yaml) {
    return new KubeObject(YamlReader.readObject(yaml, ""));
  }
}
