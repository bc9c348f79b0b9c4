package io.maglev.distro.testbed;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ends that a control plane may come to when nobody tells it. */
@OnTestbed
@Timeout(180)
class ControlPlaneIT {

  @Test
  void jvm_isKilled_takesItsControlPlaneWithIt(Testbed testbed) throws Exception {
    Process jvm = java(Holder.class, "own");
    Path kubeconfig = Path.of(jvm.inputReader().readLine());
    long supervisor = supervisorOf(kubeconfig);
    assertThat(kubeconfig).isNotEqualTo(testbed.kubeconfig()).exists();
    assertThat(ProcessHandle.of(supervisor).orElseThrow().children().count()).isEqualTo(5);

    jvm.destroyForcibly().waitFor();

    awaitEnd(supervisor, kubeconfig);
  }

  @Test
  void sharers_ofOneProcess_getOneControlPlaneThatEndsWithIt() throws Exception {
    Process leader = new ProcessBuilder("sleep", "600").start();
    try {
      Process first = java(Holder.class, Long.toString(leader.pid()));
      Process second = java(Holder.class, Long.toString(leader.pid()));
      Path kubeconfig = Path.of(first.inputReader().readLine());
      assertThat(second.inputReader().readLine()).isEqualTo(kubeconfig.toString());
      first.destroyForcibly().waitFor();
      second.destroyForcibly().waitFor();
      long supervisor = supervisorOf(kubeconfig);
      assertThat(ProcessHandle.of(supervisor)).isPresent();

      leader.destroyForcibly().waitFor();

      awaitEnd(supervisor, kubeconfig);
    } finally {
      leader.destroyForcibly();
    }
  }

  private static void awaitEnd(long supervisor, Path kubeconfig) throws Exception {
    ProcessHandle.of(supervisor).ifPresent(handle -> handle.onExit().orTimeout(20, SECONDS).join());
    assertThat(ProcessHandle.of(supervisor)).isEmpty();
    assertThat(kubeconfig.getParent()).doesNotExist();
  }

  private static long supervisorOf(Path kubeconfig) throws IOException {
    return Long.parseLong(Files.readString(kubeconfig.resolveSibling("supervisor")).strip());
  }

  private static Process java(Class<?> main, String... args) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
                java.toString(), "-cp", System.getProperty("java.class.path"), main.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.command().addAll(List.of(args));
    return builder.start();
  }

  /** A program that starts a control plane, prints its kubeconfig and hangs. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      Path binary = TestbedBinaries.ofEnvironment().find(TestbedBinaries.CONTROL_PLANE);
      ControlPlane plane =
          args[0].equals("own")
              ? ControlPlane.own(binary)
              : ControlPlane.share(binary, ProcessHandle.of(Long.parseLong(args[0])).orElseThrow());
      System.out.println(plane.kubeconfig());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
