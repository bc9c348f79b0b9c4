package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.testbed.FaultProxy;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.ProxiedRequest;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A distro of two components in a row, with hooks of every sort, and what must be true of it after
 * any accident. Its runs go through a proxy that makes the accidents.
 *
 * @param bundle takes the parameter {@code colour}
 * @param foreign somebody else's object in its namespace
 */
record FaultyDistro(
    ScratchDistro scratch, HelmOracle helm, FaultProxy proxy, Path bundle, ConfigMap foreign) {
  private static final List<String> RELEASES = List.of("db", "web");

  /** In this colour the hook after the upgrade fails, and with it the component. */
  static final String BAD = "bad";

  private static final String FAILS =
      "{{ if eq .Values.colour \"" + BAD + "\" }}testbed.distro.maglev.io/fail: exit-1{{ end }}";

  static FaultyDistro in(Testbed testbed, HelmOracle helm, FaultProxy proxy, Path dir) {
    ScratchDistro scratch = ScratchDistro.in(testbed, dir);
    Charts charts = scratch.charts();
    TestbedCharts.deployment(charts, "web");
    charts.write(
        "web/templates/hooks.yaml",
        job("before", "pre-install,pre-upgrade,pre-rollback")
            + job("behind", "post-install,post-upgrade,post-rollback")
                .replace("\"test/fails\": \"\"", FAILS));
    charts.chart("db");
    charts.write("pki/Chart.yaml", "apiVersion: v2\nname: pki\nversion: 1.0.0\n");
    charts.write("pki/templates/job.yaml", job("{{ .Values.distro.phase }}", ""));
    scratch.createNamespace();
    ConfigMap foreign =
        scratch
            .client()
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("foreign")
                    .withNamespace(scratch.namespace())
                    .endMetadata()
                    .build())
            .create();
    return new FaultyDistro(scratch, helm, proxy, compose(scratch), foreign);
  }

  private static Path compose(ScratchDistro scratch) {
    Path manifest =
        scratch
            .charts()
            .manifest(
                """
                namespace: %s
                parameters: { colour: { type: string } }
                hooks:
                  - { name: pki, chart: pki, phases: [ pre-install, pre-upgrade, pre-rollback ] }
                components:
                  - name: db
                    kind: managed-service
                    chart: db
                    rollback: allowed
                    values: { colour: "<%%colour%%>" }
                  - name: web
                    kind: core-addon
                    chart: web
                    requires: [ db ]
                    values: { colour: "<%%colour%%>" }
                """
                    .formatted(scratch.namespace()));
    return scratch.cli().compose(manifest, "--param", "colour=any");
  }

  /** A Job that completes at once. */
  private static String job(String name, String events) {
    return """
    ---
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: %s-{{ .Release.Name }}
      annotations: { helm.sh/hook: "%s" }
    spec:
      backoffLimit: 0
      template:
        metadata: { annotations: { "test/fails": "" } }
        spec:
          restartPolicy: Never
          containers: [ { name: main, image: "example.test/job:1" } ]
    """
        .formatted(name, events)
        .replace("\n  annotations: { helm.sh/hook: \"\" }", "");
  }

  String namespace() {
    return scratch.namespace();
  }

  KubernetesClient client() {
    return scratch.client();
  }

  /** The words of the command that installs it in that colour. */
  List<String> installation(String colour) {
    return List.of("install", bundle.toString(), "--param", "colour=" + colour);
  }

  /** The words of the command that upgrades it to that colour. */
  List<String> upgrade(String colour) {
    return List.of("upgrade", bundle.toString(), "--param", "colour=" + colour);
  }

  /** The words of the command that takes it back. */
  List<String> rollback(int to) {
    return List.of("rollback", "--yes", "--to", Integer.toString(to), "-n", namespace());
  }

  /** Runs a command in this process, through the proxy. */
  DistroCli.Run run(List<String> words) {
    return new DistroCli(proxy.kubeconfig()).onCluster(words.toArray(String[]::new));
  }

  /** Runs a command in this process, past the proxy. */
  DistroCli.Run runDirectly(List<String> words) {
    return scratch.cli().onCluster(words.toArray(String[]::new));
  }

  /** Lets go of what a dead process still holds: the next run would wait half a minute. */
  void dropLease() {
    client().leases().inNamespace(namespace()).withName("distro-demo").delete();
  }

  /** How often a Job of that name has come to be since the proxy last forgot. */
  long created(String job) {
    return proxy.forwarded().stream()
        .filter(request -> request.creates("jobs") && request.isDone())
        .filter(request -> request.name().equals(job))
        .filter(request -> request.path().contains("/" + namespace() + "/"))
        .count();
  }

  /** The requests to its namespace that changed something. */
  List<ProxiedRequest> writes() {
    return proxy.forwarded().stream()
        .filter(ProxiedRequest::isWrite)
        .filter(request -> request.path().contains("/" + namespace() + "/"))
        .toList();
  }

  /** All stands as that colour, in Helm's eyes and ours, and its history is without a gap. */
  void assertStands(String colour) {
    assertStands(colour, "deployed");
    assertDistroHistoryIsWhole();
  }

  /** As {@link #assertStands(String)}, where the last run ended like that. */
  void assertStands(String colour, String end) {
    JsonNode status = runDirectly(List.of("status", "-n", namespace(), "-o", "json")).json();
    assertThat(status.get("status").asText()).as(status.toString()).isEqualTo(end);
    assertThat(status.get("components"))
        .as(status.toString())
        .allMatch(it -> it.get("ready").asBoolean());
    assertThat(annotations()).containsEntry("test/colour", colour);
    for (String release : RELEASES) {
      assertHistoryIsWhole(release);
    }
    assertThat(
            client()
                .configMaps()
                .inNamespace(namespace())
                .withName("foreign")
                .get()
                .getMetadata()
                .getResourceVersion())
        .isEqualTo(foreign.getMetadata().getResourceVersion());
  }

  /** Hooks ran at most once for each revision that Helm's history tells of. */
  void assertHooksRanNoMoreThanHelmWould() {
    assertHooksRan(history("web").size());
  }

  /** The number of the newest revision of the release with hooks, 0 if there is none. */
  long attempts() {
    return client()
        .secrets()
        .inNamespace(namespace())
        .withLabel("owner", "helm")
        .withLabel("name", "web")
        .list()
        .getItems()
        .stream()
        .mapToLong(secret -> Long.parseLong(secret.getMetadata().getLabels().get("version")))
        .max()
        .orElse(0);
  }

  String colour() {
    return annotations().getOrDefault("test/colour", "");
  }

  /** Hooks ran at most once in each of so many tries, those of the distro once in all. */
  void assertHooksRan(long attempts) {
    assertThat(created("before-web")).isLessThanOrEqualTo(attempts);
    assertThat(created("behind-web")).isLessThanOrEqualTo(attempts);
    for (String phase : List.of("pre-install", "pre-upgrade", "pre-rollback")) {
      assertThat(created(phase + "-pki")).as(phase).isLessThanOrEqualTo(1);
    }
  }

  private void assertHistoryIsWhole(String release) {
    List<String> lines = history(release);
    assertThat(lines).as(release).isNotEmpty();
    List<Integer> numbers =
        lines.stream().map(line -> Integer.parseInt(line.split(" ", 2)[0])).toList();
    int newest = numbers.get(numbers.size() - 1);
    int kept = Math.min(newest, 10); // as Helm keeps; of what is older, that which a revision names
    assertThat(numbers)
        .as(release)
        .endsWith(IntStream.rangeClosed(newest - kept + 1, newest).boxed().toArray(Integer[]::new));
    assertThat(lines).as(release).noneMatch(line -> line.contains(" pending"));
    assertThat(lines.stream().filter(line -> line.contains(" deployed "))).as(release).hasSize(1);
    assertThat(lines.get(lines.size() - 1)).as(lines.toString()).contains(" deployed ");
  }

  private void assertDistroHistoryIsWhole() {
    List<String> states = new ArrayList<>();
    runDirectly(List.of("history", "-n", namespace(), "-o", "json"))
        .orFail()
        .json()
        .get("revisions")
        .forEach(it -> states.add(it.get("status").asText()));
    assertThat(states).filteredOn("deployed"::equals).hasSize(1);
    assertThat(states).noneMatch(it -> it.startsWith("pending"));
  }

  /** Revision, status and description of each revision of the release, as Helm tells them. */
  List<String> history(String release) {
    HelmOracle.Result told =
        helm.run("history", release, "-n", namespace(), "-o", "json", "--max", "100");
    List<String> lines = new ArrayList<>();
    new DistroCli.Run(told.exit(), told.out(), told.err())
        .orFail()
        .json()
        .forEach(
            it ->
                lines.add(
                    Stream.of("revision", "status", "description")
                        .map(member -> it.get(member).asText())
                        .reduce((one, other) -> one + " " + other)
                        .orElseThrow()));
    return lines;
  }

  Map<String, String> annotations() {
    return client()
        .apps()
        .deployments()
        .inNamespace(namespace())
        .withName("web")
        .get()
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations();
  }
}
