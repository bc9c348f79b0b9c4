package io.maglev.distro.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command line in a process of its own, which can be killed, stopped and sent signals.
 *
 * @param out what it writes
 * @param err its progress and errors
 */
record DistroProcess(Process process, Path out, Path err) implements AutoCloseable {

  /** Starts a command with that kubeconfig; its output goes to files in the directory. */
  static DistroProcess start(Path kubeconfig, Path dir, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("io.maglev.distro.cli.Main");
    command.addAll(words);
    command.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    try {
      Path out = Files.createTempFile(dir, "distro-", ".out");
      Path err = Files.createTempFile(dir, "distro-", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().remove("KUBECONFIG");
      Process process = builder.start();
      process.getOutputStream().close();
      return new DistroProcess(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code kill -9}; returns when it is dead. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Sends a signal, e.g. {@code STOP}. */
  void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
      if (kill.onExit().join().exitValue() != 0) {
        throw new AssertionError("cannot send " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end. */
  DistroCli.Run await(Duration longest) {
    try {
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it still runs after " + longest + ":\n" + Files.readString(err));
      }
      return new DistroCli.Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
