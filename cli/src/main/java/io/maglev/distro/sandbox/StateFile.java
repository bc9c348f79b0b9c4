package io.maglev.distro.sandbox;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file that holds a sandbox's state, at every moment either the old or the new one: it is
 * written beside itself, forced to the disk and renamed. For its owner's eyes only, since it holds
 * Secrets. Not thread-safe.
 */
final class StateFile {
  /** In bytes; below what the JSON reader takes, so that what was written can be read again. */
  static final long LIMIT = 16L << 20;

  private final Path path;
  private final StateJson json = new StateJson();

  StateFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /**
   * What the file holds; an empty state if there is no file yet, or nothing in it.
   *
   * @throws DistroException with IO if it cannot be read
   */
  SandboxState read() {
    try {
      if (Files.notExists(path)) {
        return SandboxState.EMPTY;
      }
      requireSmall("read", Files.size(path));
      String text = Files.readString(path);
      return text.isBlank() ? SandboxState.EMPTY : StateJson.read(text, path.toString());
    } catch (CharacterCodingException e) {
      return StateJson.read("\0", path.toString());
    } catch (IOException e) {
      throw trouble("read", e);
    }
  }

  /**
   * Puts the state in the place of what the file held.
   *
   * @throws DistroException with IO if it cannot be written; the file is as before then
   */
  void write(SandboxState state) {
    byte[] bytes = json.write(state).getBytes(StandardCharsets.UTF_8);
    requireSmall("write", bytes.length);
    try {
      Path target = Files.exists(path) ? path.toRealPath() : path;
      Path part = target.resolveSibling(target.getFileName() + ".part");
      Files.deleteIfExists(part);
      createPrivate(part);
      // Not through a channel: an interrupt would close it half-way.
      try (FileOutputStream out = new FileOutputStream(part.toFile())) {
        out.write(bytes);
        out.getFD().sync();
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw trouble("write", e);
    }
  }

  /** Makes the directory for the file if it is missing, for the owner only. */
  void createDirectory() {
    Path directory = path.getParent();
    try {
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(directory, attributes(path, "rwx------"));
      }
    } catch (IOException e) {
      throw trouble("write", e);
    }
  }

  /** Creates a file that its owner alone may read. */
  static void createPrivate(Path file) throws IOException {
    Files.createFile(file, attributes(file, "rw-------"));
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private void requireSmall(String verb, long size) {
    if (size > LIMIT) {
      throw DistroException.of(
          ErrorCode.IO,
          "cannot %s the sandbox '%s': it has %d bytes, limit %d"
              .formatted(verb, path, size, LIMIT),
          "delete it to begin with an empty sandbox");
    }
  }

  private DistroException trouble(String verb, IOException failure) {
    return new DistroException(
        ErrorCode.IO,
        "cannot " + verb + " the sandbox '" + path + "': " + FileTrouble.reason(failure),
        java.util.List.of(),
        java.util.Optional.of("name another file with DISTRO_SANDBOX"),
        failure);
  }
}
