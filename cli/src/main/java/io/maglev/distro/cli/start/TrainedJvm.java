package io.maglev.distro.cli.start;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has a JVM load what commands use, and write the class data of it down.
 *
 * <p>A static archive, on every version of Java: a dynamic one takes one run in place of two, but
 * starts slower, and an ahead-of-time cache (Java 24 and later) loads and links all that it holds
 * at every start, which costs a short command more than the classes it needs.
 */
final class TrainedJvm implements ArchiveWriter {
  private static final int MINUTES = 3;

  /** What the launcher gives too: another collector could not use all of the archive. */
  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djdk.console=java.base");

  private final Path java;
  private final Path jar;

  TrainedJvm(Path java, Path jar) {
    this.java = java;
    this.jar = jar;
  }

  static TrainedJvm ofThisJdk(Path jar) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new TrainedJvm(java, jar);
  }

  @Override
  public boolean writeArchive(Path scratch, Path archive) throws IOException {
    String seen = scratch.resolve("seen").toString();
    Path work = Files.createDirectory(scratch.resolve("work"));
    return run(
            scratch,
            List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + seen),
            List.of(Training.class.getName(), work.toString()))
        && run(
            scratch,
            List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + seen,
                "-XX:SharedArchiveFile=" + archive),
            List.of())
        && Files.exists(archive);
  }

  private boolean run(Path scratch, List<String> options, List<String> main) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(OPTIONS);
    command.add("-XX:ErrorFile=" + scratch.resolve("crash"));
    command.addAll(options);
    command.addAll(List.of("-cp", jar.toString()));
    command.addAll(main);
    Process process =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }
}
