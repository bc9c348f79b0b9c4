package io.maglev.distro.cli.error;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One real failure of each kind, by whole commands in a directory of its own.
 *
 * @param dir where its files are; not shown
 * @param environment of the commands
 */
record Provocation(Path dir, Map<String, String> environment) {
  private static final Pattern STACK =
      Pattern.compile("(?m)(^(java\\.|io\\.|\tat |Caused by).*\n)+");

  /**
   * What a person saw.
   *
   * @param session the command line and all it wrote, on whatever machine this is
   */
  record Seen(String session, Ran ran) {}

  Seen provoke(ErrorCode code) throws IOException {
    Charts charts = new Charts(dir);
    charts.chart("web");
    return switch (code) {
      case USAGE -> run("instal", "demo-1.2.3.distro.tar");
      case IO -> {
        bundle("components: " + web(""));
        yield run("compose", "-f", "demo.yaml", "--params", "production.yaml");
      }
      case YAML_INVALID -> {
        charts.write("demo.yaml", "spec:\n  components: [\n  - web\n");
        yield run("compose", "-f", "demo.yaml");
      }
      case MANIFEST_INVALID ->
          composed("components: [{ name: web, kind: core-addon, chrat: web }]");
      case REQUIREMENT_UNMET ->
          composed(
              "components: [{ name: web, kind: core-addon, chart: web, requires: [database >=14] }]");
      case LOCK_STALE -> {
        bundle("components: " + web(""));
        run("lock", "-f", "demo.yaml");
        charts.write("web/values.yaml", "replicas: 2\n");
        yield run("compose", "-f", "demo.yaml", "--locked");
      }
      case CHART_INVALID -> {
        Files.createDirectories(dir.resolve("charts/web"));
        yield run("template", "web", "charts");
      }
      case ARCHIVE_INVALID -> {
        charts.write("web-1.0.0.tgz", "<html>404 page not found</html>");
        yield run("template", "web", "web-1.0.0.tgz");
      }
      case BUNDLE_INVALID -> {
        byte[] bytes = Files.readAllBytes(bundle("components: " + web("")));
        Files.write(dir.resolve("demo.distro.tar"), Arrays.copyOf(bytes, bytes.length - 700));
        yield run("inspect", "demo.distro.tar");
      }
      case VALUES_INVALID -> {
        bundle("parameters: { replicas: { type: integer, default: 1 } }\ncomponents: " + web(""));
        yield install("--param", "replicas=many");
      }
      case RENDER_FAILED -> {
        charts.write("web/templates/host.yaml", "host: {{ .Values.ingress.host }}\n");
        yield composed("components: " + web(""));
      }
      case OWNERSHIP_CONFLICT -> {
        charts.chart("api");
        charts.write(
            "api/templates/c.yaml", "{ apiVersion: v1, kind: ConfigMap, metadata: { name: web } }");
        yield composed(
            "components:\n  - { name: web, kind: core-addon, chart: web }\n"
                + "  - { name: api, kind: core-addon, chart: api }\n");
      }
      case CLUSTER_UNREACHABLE -> {
        FakeApiServer.kubeconfigOfNobody(dir);
        yield run("list", "--kubeconfig", "kubeconfig");
      }
      case CLUSTER_FORBIDDEN ->
          server(
              403,
              "Forbidden",
              "secrets is forbidden: User \"ann\" cannot list resource \"secrets\" in API group \"\""
                  + " at the cluster scope");
      case CLUSTER_FAILED ->
          server(500, "InternalError", "etcdserver: mvcc: database space exceeded");
      case CLUSTER_UNSUITABLE -> {
        bundle("kubernetes: <1.20\ncomponents: " + web(""));
        yield install();
      }
      case NOT_FOUND -> run("status", "demo", "--sandbox");
      case DEPLOY_FAILED -> {
        failingJob(charts);
        bundle("components: " + web(""));
        yield install("--no-atomic");
      }
      case DEPLOY_TAKEN_BACK -> {
        failingJob(charts);
        bundle("components: " + web(""));
        yield install();
      }
      case LOCKED -> {
        bundle("components: " + web(""));
        yield HeldSandbox.during(dir.resolve("sandbox.json"), this::install);
      }
      case INTERNAL -> {
        Ran ran = Ran.distro(new BrokenEnvironment(environment), "", "list");
        yield new Seen(session(List.of("list"), ran), ran);
      }
    };
  }

  private static String web(String more) {
    return "[{ name: web, kind: core-addon, chart: web" + more + " }]\n";
  }

  private static void failingJob(Charts charts) {
    charts.write(
        "web/templates/job.yaml",
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: migrate
          annotations: { helm.sh/hook: pre-install }
        spec:
          backoffLimit: 0
          template:
            metadata:
              annotations:
                testbed.distro.maglev.io/fail: exit-1
                testbed.distro.maglev.io/logs: "schema 7 is newer than schema 6"
            spec:
              restartPolicy: Never
              containers: [{ name: migrate, image: "migrate:1" }]
        """);
  }

  private Seen server(int code, String reason, String message) throws IOException {
    try (FakeApiServer server = FakeApiServer.thatSays(code, reason, message)) {
      server.kubeconfig(dir);
      return run("list", "--kubeconfig", "kubeconfig");
    }
  }

  private Path bundle(String spec) {
    Seen seen = composed(spec);
    if (seen.ran().exit() != 0) {
      throw new AssertionError(seen.session());
    }
    return dir.resolve("demo-1.2.3.distro.tar");
  }

  private Seen composed(String spec) {
    Path manifest = new Charts(dir).manifest(spec);
    try {
      Files.move(manifest, dir.resolve("demo.yaml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return run("compose", "-f", "demo.yaml");
  }

  private Seen install(String... more) {
    return run(
        Stream.concat(Stream.of("install", "demo-1.2.3.distro.tar", "--sandbox"), Stream.of(more))
            .toArray(String[]::new));
  }

  /** Files are named relative to the directory, which the process cannot enter. */
  private Seen run(String... args) {
    List<String> real =
        Stream.of(args).map(arg -> isFile(arg) ? dir.resolve(arg).toString() : arg).toList();
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("DISTRO_SANDBOX", dir.resolve("sandbox.json").toString());
    List<String> all = new ArrayList<>(real);
    if (args[0].equals("compose")) {
      all.addAll(List.of("-o", dir.toString()));
    }
    Ran ran = Ran.distro(variables, "", all.toArray(String[]::new));
    return new Seen(session(List.of(args), ran), ran);
  }

  private static boolean isFile(String arg) {
    return arg.matches("[a-z0-9.-]*\\.(yaml|tar|tgz)|kubeconfig|charts");
  }

  private String session(List<String> args, Ran ran) {
    String shown =
        ran.err()
            .replace(dir.toString() + "/", "")
            .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:6443")
            .replaceAll(
                "process \\d+ of \\S+ since \\S+", "process 4711 of ann since 2026-01-31T09:26:53Z")
            .replaceAll("(?m)^\\d\\d:\\d\\d  ", "00:00  ")
            .replaceAll("after \\d\\.\\ds", "after 0.4s")
            .replaceAll("(migrate)-[a-z0-9]{5}\\b", "$1-x7k2p");
    return args.stream().collect(Collectors.joining(" ", "$ distro ", "\n"))
        + STACK.matcher(shown).replaceAll("        ... (the stack trace)\n")
        + "$ echo $?\n"
        + ran.exit()
        + "\n";
  }
}
