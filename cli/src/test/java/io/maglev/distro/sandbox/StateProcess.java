package io.maglev.distro.sandbox;

import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of its own that works in a sandbox until it is killed. Close to kill it. */
final class StateProcess implements AutoCloseable {
  private final Process process;

  private StateProcess(Process process) {
    this.process = process;
  }

  /** Starts one and waits until it has opened the sandbox. */
  static StateProcess start(Path file) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            StateProcess.class.getName(),
            file.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line = process.inputReader().readLine();
    if (!"open".equals(line)) {
      throw new IllegalStateException("the process said " + line);
    }
    return new StateProcess(process);
  }

  /** What it wrote last. */
  @Nullable String nextLine() throws IOException {
    return process.inputReader().readLine();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Applies one ConfigMap after the other, and says each name once it is in the cluster. */
  public static void main(String[] args) {
    SandboxGateway gateway = StoredSandbox.open(Path.of(args[0]));
    System.out.println("open");
    for (int i = 0; ; i++) {
      String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: m" + i + "}}";
      gateway.apply(new KubeObject(YamlReader.readObject(map, "")), ApplyOptions.HELM);
      System.out.println("m" + i);
    }
  }
}
