package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked for parameters, and when: the cluster of these runs accepts no connections. */
class PromptTest {
  private static final String SPEC =
      """
      parameters:
        domain: { type: string, description: where all is reached }
        size: { type: string, enum: [small, large] }
        password: { type: string, writeOnly: true, minLength: 7 }
        replicas: { type: integer, default: 2 }
      components: [{ name: a, kind: core-addon, chart: a }]
      """;

  @TempDir private Path dir = Path.of("");
  private Path manifest = dir;
  private Path kubeconfig = dir;

  @BeforeEach
  void writeDistro() throws IOException {
    Charts charts = new Charts(dir);
    charts.chart("a");
    manifest = charts.manifest(SPEC);
    try (ServerSocket socket = new ServerSocket(0)) {
      kubeconfig =
          charts.write(
              "kubeconfig",
              """
              apiVersion: v1
              kind: Config
              current-context: c
              contexts: [{ name: c, context: { cluster: c, user: u } }]
              users: [{ name: u, user: { token: t } }]
              clusters: [{ name: c, cluster: { server: "http://127.0.0.1:%d" } }]
              """
                  .formatted(socket.getLocalPort()));
    }
  }

  @Test
  void install_onATerminal_asksForWhatIsMissingBeforeTheClusterIsReached() {
    Ran ran = install("nowhere.local\n3\nlarge\nhunter\nhunter2\n");

    assertThat(ran.err())
        .startsWith(
            """
            3 parameters have no value yet; Ctrl-D gives up.

            where all is reached
            domain (string):\s
              1) small
              2) large
            size (number or name):   the value '3' is none of small, large
            size (number or name):\s
            password (string, at least 7 characters, not shown): \
              the value is shorter than 7 characters
            password (string, at least 7 characters, not shown):\s
            error: cannot read the cluster's version: context 'c' at http://127.0.0.1:""");
    assertThat(ran.err()).doesNotContain("hunter");
  }

  @Test
  void install_someGiven_asksForTheRest() {
    Ran ran = install("small\n", "--param", "domain=x", "--param", "password=hunter2");

    assertThat(ran.err())
        .startsWith("1 parameter has no value yet")
        .contains("size (", "\nerror: cannot read the cluster's version")
        .doesNotContain("domain (", "password (");
  }

  @Test
  void install_inputEnds_namesTheParameter() {
    Ran ran = install("nowhere.local\n");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .endsWith(
            """
            error: cannot go on without parameter 'size': the input ended
              hint: give it with --param size=VALUE, in a file with --params, or as DISTRO_PARAM_SIZE
            """);
  }

  @Test
  void install_elsewhere_listsAllThatIsMissing() {
    Ran ran = Ran.distro("install", bundle().toString(), "--kubeconfig", kubeconfig.toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            """
            error: cannot go on without parameters: domain, size, password
              at parameter 'domain' has no default and was not given
              at parameter 'size' has no default and was not given
              at parameter 'password' has no default and was not given
              hint: give each with --param domain=VALUE, in a file with --params, or as \
            DISTRO_PARAM_DOMAIN
            """);
  }

  @Test
  void composeAndTemplate_onATerminal_askNobody() {
    Ran compose = Ran.onTerminal("x\n1\nhunter2\n", "compose", "-f", manifest.toString());
    Ran template = Ran.onTerminal("x\n1\nhunter2\n", "template", bundle().toString());

    assertThat(compose.exit()).isEqualTo(1);
    assertThat(compose.err()).startsWith("error: cannot go on without parameters: ");
    assertThat(template.err()).startsWith("error: cannot go on without parameters: ");
  }

  private Ran install(String typed, String... options) {
    List<String> args = new ArrayList<>(List.of("install", bundle().toString()));
    args.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    args.addAll(List.of(options));
    return Ran.onTerminal(typed, args.toArray(String[]::new));
  }

  private Path bundle() {
    Ran composed =
        Ran.distro(
            "compose",
            "-f",
            manifest.toString(),
            "-o",
            dir.toString(),
            "--param=domain=x",
            "--param=size=small",
            "--param=password=hunter2");
    assertThat(composed.err()).isEmpty();
    return dir.resolve("demo-1.2.3.distro.tar");
  }
}
