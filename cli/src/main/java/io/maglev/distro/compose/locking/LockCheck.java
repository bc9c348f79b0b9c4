package io.maglev.distro.compose.locking;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a manifest resolves to against the lock file beside it. Immutable.
 *
 * @param manifest where the manifest lies
 * @param profile the one that was resolved, if any
 * @param now what it was resolved to
 * @param all whether that is all of it; else only what there is is compared
 */
public record LockCheck(Path manifest, Optional<String> profile, Pins now, boolean all) {

  /**
   * Checks that nothing has moved.
   *
   * @throws DistroException with LOCK_STALE and one place a difference; IO if there is no lock file
   */
  public void require() {
    Path file = LockFile.of(manifest);
    Problems problems = new Problems();
    differences(LockFileReader.read(file))
        .forEach(it -> problems.add(SourceLocation.ofFile(file.toString(), it)));
    int count = problems.found().size();
    problems.throwIfAny(
        ErrorCode.LOCK_STALE,
        "cannot compose '%s' as it is locked: %s"
            .formatted(manifest, count == 1 ? "1 difference" : count + " differences"),
        Optional.of(hint()));
  }

  /**
   * How the lock file differs, a sentence each; nothing if there is none.
   *
   * @throws DistroException as {@link LockFileReader#read}
   */
  public List<String> stale() {
    Path file = LockFile.of(manifest);
    return Files.exists(file)
        ? differences(LockFileReader.read(file)).stream()
            .map(it -> "lock file '" + file + "' is stale: " + it)
            .toList()
        : List.of();
  }

  /** What is odd about the lock file, if there is one and anything is. */
  public Optional<String> warning() {
    try {
      List<String> stale = stale();
      String more = stale.size() > 1 ? " and " + (stale.size() - 1) + " more" : "";
      return stale.stream().findFirst().map(first -> first + more + "; " + hint());
    } catch (DistroException e) {
      return Optional.of(e.getMessage() + "; " + hint());
    }
  }

  private List<String> differences(LockFile lock) {
    return lock.pins(profile)
        .map(locked -> locked.differences(now, all))
        .orElseGet(
            () ->
                List.of(
                    profile
                        .map(name -> "profile '" + name + "' is not locked")
                        .orElse("the manifest without a profile is not locked")));
  }

  private String hint() {
    return "run 'distro lock -f " + manifest + "' and review what changes";
  }
}
