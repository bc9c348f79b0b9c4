package io.maglev.distro.cli.start;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes one archive of loaded classes in the user's directory of archives: trains a JVM, has it
 * write down what it loaded, and puts the result in its place in one step. Beside each archive lies
 * a file {@code KEY.for} that says which jar and JDK it belongs to; it is the lock too, so that of
 * two makers one gives way. Where no archive can be made an empty one says so: nobody tries again
 * until the jar or the JDK changes.
 */
public final class ArchiveMaker {
  private static final String OWNER = ".for";

  private final Path archives;
  private final String key;
  private final Path jar;
  private final ArchiveWriter writer;

  ArchiveMaker(Path archives, String key, Path jar, ArchiveWriter writer) {
    this.archives = archives;
    this.key = key;
    this.jar = jar;
    this.writer = writer;
  }

  /** Arguments: the directory of archives, the key of the one to make, the jar. Says nothing. */
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[2]);
    new ArchiveMaker(Path.of(args[0]), args[1], jar, TrainedJvm.ofThisJdk(jar)).make();
  }

  /** Whether there is an archive now. */
  boolean make() throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                archives.resolve(key + OWNER),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null && (isMade() || makeLocked());
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private boolean isMade() throws IOException {
    Path archive = archives.resolve(key);
    return Files.exists(archive) && Files.size(archive) > 0;
  }

  private boolean makeLocked() throws IOException {
    Path scratch = archives.resolve(key + ".new");
    delete(scratch);
    Files.createDirectory(scratch);
    try {
      Path made = scratch.resolve("archive");
      boolean success = isWritten(scratch, made);
      Path result = success ? made : Files.createFile(scratch.resolve("none"));
      Files.writeString(archives.resolve(key + OWNER), owner());
      Files.move(result, archives.resolve(key), StandardCopyOption.ATOMIC_MOVE);
      deleteForebears();
      return success;
    } finally {
      delete(scratch);
    }
  }

  private boolean isWritten(Path scratch, Path archive) {
    try {
      return writer.writeArchive(scratch, archive);
    } catch (IOException e) {
      return false; // no space, most likely; the empty archive may still find room
    }
  }

  private String owner() {
    return jar + "\n" + System.getProperty("java.home") + "\n";
  }

  /** Deletes what earlier builds of this jar, and jars that are gone, have left. */
  private void deleteForebears() throws IOException {
    for (Path file : list(archives)) {
      String name = file.getFileName().toString();
      if (name.endsWith(OWNER) && !name.equals(key + OWNER)) {
        String owner = Files.readString(file);
        Path owningJar = Path.of(owner.lines().findFirst().orElse(""));
        if (owner.equals(owner()) || !Files.exists(owningJar)) {
          Files.deleteIfExists(archives.resolve(name.substring(0, name.length() - OWNER.length())));
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      for (Path child : list(tree)) {
        delete(child);
      }
    }
    Files.deleteIfExists(tree);
  }
}
