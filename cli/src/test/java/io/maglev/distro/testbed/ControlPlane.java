package io.maglev.distro.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A control plane that is up.
 *
 * <p>All JVMs of one Maven run share one, which ends with Maven's own process; any other JVM (an
 * IDE's) has its own, which ends when the JVM's end of a pipe closes. Either way nothing is left
 * behind, not even after a kill -9.
 */
final class ControlPlane implements AutoCloseable {
  private static final String MAVEN = "org.codehaus.plexus.classworlds.launcher.Launcher";

  private final Path kubeconfig;
  private final Optional<Process> owned;

  private ControlPlane(Path kubeconfig, Optional<Process> owned) {
    this.kubeconfig = kubeconfig;
    this.owned = owned;
  }

  static ControlPlane start(Path binary) {
    try {
      Optional<ProcessHandle> maven = maven();
      return maven.isPresent() ? share(binary, maven.get()) : own(binary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a control plane that dies with this JVM. */
  static ControlPlane own(Path binary) throws IOException {
    Process process = command(binary, "up", "--until-stdin-closes").start();
    return new ControlPlane(kubeconfigFrom(process), Optional.of(process));
  }

  /**
   * Takes part in the control plane that lives as long as a process, and starts it if it is not up.
   * A lock on a file, which stays, makes the JVMs agree on who starts it.
   */
  static synchronized ControlPlane share(Path binary, ProcessHandle with) throws IOException {
    String name =
        "distro-testbed-%d-%d"
            .formatted(
                with.pid(), with.info().startInstant().map(at -> at.toEpochMilli()).orElse(0L));
    Path dir = Path.of(System.getProperty("java.io.tmpdir"), name);
    Path lockFile =
        dir.resolveSibling("distro-testbed-%s.lock".formatted(System.getProperty("user.name")));
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      if (runs(binary, dir)) {
        return new ControlPlane(dir.resolve("kubeconfig"), Optional.empty());
      }
      Process process =
          command(binary, "up", "--dir", dir.toString(), "--with-pid", Long.toString(with.pid()))
              .start();
      return new ControlPlane(kubeconfigFrom(process), Optional.empty());
    }
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public void close() throws IOException {
    if (owned.isPresent()) {
      Process process = owned.get();
      process.getOutputStream().close();
      process.onExit().join();
    }
  }

  private static Optional<ProcessHandle> maven() {
    Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
    while (ancestor.isPresent() && !isMaven(ancestor.get())) {
      ancestor = ancestor.get().parent();
    }
    return ancestor;
  }

  private static boolean isMaven(ProcessHandle process) {
    return process.info().arguments().stream().anyMatch(args -> List.of(args).contains(MAVEN));
  }

  private static boolean runs(Path binary, Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      return false;
    }
    Process process = command(binary, "list").start();
    try (BufferedReader out = process.inputReader()) {
      return out.lines().anyMatch(dir.toString()::equals);
    }
  }

  private static ProcessBuilder command(Path binary, String... args) {
    ProcessBuilder builder =
        new ProcessBuilder(binary.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.command().addAll(List.of(args));
    // both sides must mean the same place by "temporary"
    builder.environment().put("TMPDIR", System.getProperty("java.io.tmpdir"));
    return builder;
  }

  private static Path kubeconfigFrom(Process process) throws IOException {
    // Not closed: a supervisor's output stays open, and closing the reader would close it.
    String line = process.inputReader().readLine();
    if (line == null) {
      throw new IOException("cannot start a control plane: see its messages on standard error");
    }
    return Path.of(line);
  }
}
