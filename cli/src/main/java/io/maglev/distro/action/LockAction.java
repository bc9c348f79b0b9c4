package io.maglev.distro.action;

import io.maglev.distro.compose.locking.LockFile;
import io.maglev.distro.compose.locking.LockFileReader;
import io.maglev.distro.compose.locking.LockFileWriter;
import io.maglev.distro.compose.locking.Pinning;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down what a manifest resolves to. */
public final class LockAction {

  /**
   * What is asked for.
   *
   * @param profile the only one that is resolved; all else stays as it is in the file
   * @param output the lock file; the one beside the manifest if empty
   */
  public record Request(Path manifest, Optional<String> profile, Optional<Path> output) {}

  /**
   * What was done.
   *
   * @param differences to what the file said before, a sentence each
   * @param isNew whether there was none before that could be read
   */
  public record Result(Path file, boolean isNew, List<String> differences) {}

  /**
   * Resolves and writes. Nothing is written unless all resolves.
   *
   * @throws DistroException for what does not resolve, or if the file cannot be written
   */
  public Result run(Request request) {
    Path file = request.output().orElseGet(() -> LockFile.of(request.manifest()));
    boolean one = request.profile().isPresent();
    Optional<LockFile> before = before(file, one);
    LockFile now =
        request
            .profile()
            .map(
                profile ->
                    Pinning.lock(
                        request.manifest(),
                        before.orElse(new LockFile(Optional.empty(), Map.of())),
                        profile))
            .orElseGet(() -> Pinning.lock(request.manifest()));
    write(file, LockFileWriter.write(now));
    return new Result(
        file, before.isEmpty(), before.map(was -> was.differences(now)).orElse(List.of()));
  }

  /** What is there; what cannot be read counts as nothing if all of it is written anew. */
  private static Optional<LockFile> before(Path file, boolean isKept) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LockFileReader.read(file));
    } catch (DistroException e) {
      if (isKept || e.code() == ErrorCode.IO) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot write lock file '" + file + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
  }
}
