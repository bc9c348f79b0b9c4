package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need a cluster, one process after the other, with {@code --sandbox}. */
class SandboxCommandTest {
  @TempDir private Path dir = Path.of("");
  private Path file = dir;
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    file = dir.resolve("state/sandbox.json");
    charts = new Charts(dir);
    charts.chart("a");
    charts.write(
        "a/templates/deployment.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{ .Release.Name }} }
        spec:
          selector: { matchLabels: { app: {{ .Release.Name }} } }
          template:
            metadata:
              labels: { app: {{ .Release.Name }} }
              annotations: {{ .Values.annotations | default dict | toJson }}
            spec:
              containers: [{ name: main, image: "example.test/a:1" }]
        """);
    charts.write(
        "a/templates/kept.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: {{ .Release.Name }}-kept
          annotations: { helm.sh/resource-policy: keep }
        stringData: { password: {{ randAlphaNum 20 }} }
        """);
  }

  @Test
  void install_goesThroughToTheNextCommands() {
    Path bundle = bundle("");

    Ran install = sandbox("install", bundle.toString());
    Ran status = sandbox("status");
    Ran list = sandbox("list");

    assertThat(install.err()).contains("one  applying", "two  done after").doesNotContain("error");
    assertThat(install.out())
        .isEqualTo(
            "demo 1.2.3 in namespace demo of the sandbox: revision 1, deployed, 2 components\n");
    assertThat(install.exit()).isZero();
    assertThat(status.out())
        .startsWith("demo 1.2.3 in namespace demo of the sandbox: revision 1, deployed\n")
        .containsPattern("two +core-addon .*deployed +yes\n");
    assertThat(list.err()).isEqualTo("distros in the sandbox:\n");
    assertThat(list.out()).containsPattern("demo +demo +1.2.3 +1 +deployed +2 ");
  }

  @Test
  void install_again_findsEverythingUnchanged() throws IOException {
    Path bundle = bundle("");
    sandbox("install", bundle.toString());

    Ran again = sandbox("install", bundle.toString());

    assertThat(again.err()).contains("one  unchanged", "two  unchanged").doesNotContain("applying");
    assertThat(again.exit()).isZero();
  }

  @Test
  void uninstall_leavesWhatAClusterWouldKeep() throws IOException {
    sandbox("install", bundle("").toString());

    Ran asked = sandbox("uninstall");
    Ran uninstall = sandbox("uninstall", "--yes");

    assertThat(asked.exit()).isEqualTo(2);
    assertThat(asked.err()).contains("from namespace 'demo' of the sandbox\n  hint: add --yes");
    assertThat(uninstall.out()).isEqualTo("removed one, two of distro demo in the sandbox\n");
    assertThat(sandbox("list").out()).isEqualTo("no distro is installed in the sandbox\n");
    assertThat(Files.readString(file))
        .contains("\"name\":\"one-kept\"", "\"name\":\"demo\"")
        .doesNotContain("\"kind\":\"Deployment\"", "sh.helm.release.v1");
  }

  @Test
  void failingPod_isDiagnosedAsOnACluster_andMendedByTheNextInstall() {
    Path broken =
        bundle(", values: { annotations: { testbed.distro.maglev.io/fail: never-ready } }");

    Ran install = sandbox("install", broken.toString(), "--timeout", "1s", "--no-atomic");
    Ran status = sandbox("status");
    Ran mended = sandbox("install", bundle("").toString());

    assertThat(install.exit()).isEqualTo(1);
    assertThat(install.out()).contains("of the sandbox: revision 1, failed-partial");
    assertThat(install.err()).contains("Readiness probe failed");
    assertThat(status.out()).containsPattern("one +.* +no\n").contains("0 of 1 replicas available");
    assertThat(mended.exit()).as(mended.err()).isZero();
  }

  @Test
  void error_ofTheSandbox_saysSo() {
    Ran ran = sandbox("status");

    assertThat(ran.err())
        .isEqualTo(
            """
            error: cannot show a distro: none is installed
              at the sandbox
              hint: run 'distro list --sandbox' to see what is
            """);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void sandbox_withAnotherCluster_isAUsageError() {
    Ran context = sandbox("status", "--context", "dev");
    Ran kubeconfig = sandbox("list", "--kubeconfig", "x");

    assertThat(context.exit()).isEqualTo(2);
    assertThat(context.err())
        .startsWith("error: cannot use --sandbox with --context: the sandbox is a cluster");
    assertThat(kubeconfig.err()).startsWith("error: cannot use --sandbox with --kubeconfig: ");
  }

  @Test
  void damagedFile_isToldWithItsRemedy() throws IOException {
    Files.createDirectories(dir.resolve("state"));
    Files.writeString(file, "{");

    Ran ran = sandbox("list");

    assertThat(ran.err())
        .isEqualTo(
            """
            error: cannot read the sandbox '%s': unexpected end of JSON input
              hint: delete it to begin with an empty sandbox
            """
                .formatted(file));
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void sandboxAtWork_isLocked_butMayBeLookedAt() throws IOException {
    Path bundle = bundle("");
    sandbox("install", bundle.toString());
    Path lock = dir.resolve("state/sandbox.json.lock");

    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      Ran install = sandbox("install", bundle.toString());
      Ran status = sandbox("status");

      assertThat(held.isValid()).isTrue();
      assertThat(install.exit()).isEqualTo(4);
      assertThat(install.err())
          .startsWith("error: cannot change the sandbox '" + file + "': process ")
          .contains(" is at work on it\n  hint: wait until that has ended");
      assertThat(status.exit()).isZero();
    }
  }

  private Path bundle(String extra) {
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: one, kind: managed-service, chart: a%s }
              - { name: two, kind: core-addon, chart: a, requires: [ one ] }
            """
                .formatted(extra));
    Ran ran = Ran.distro("compose", "-f", manifest.toString(), "-o", dir.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
    return dir.resolve("demo-1.2.3.distro.tar");
  }

  private Ran sandbox(String command, String... args) {
    String[] all = new String[args.length + 2];
    all[0] = command;
    all[1] = "--sandbox";
    System.arraycopy(args, 0, all, 2, args.length);
    return Ran.distro(Map.of("DISTRO_SANDBOX", file.toString()), "", all);
  }
}
