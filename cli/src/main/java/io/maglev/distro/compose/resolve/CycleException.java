package io.maglev.distro.compose.resolve;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.util.List;
import java.util.Optional;

/** Components and hooks that wait for each other. */
public final class CycleException extends DistroException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> path;

  /**
   * @param path each needs the next; the last is the first again
   * @param steps a sentence for each edge
   */
  CycleException(String distro, List<String> path, List<SourceLocation> steps) {
    super(
        ErrorCode.REQUIREMENT_UNMET,
        "cannot order distro '" + distro + "': cycle " + String.join(" -> ", path),
        steps,
        Optional.of("take one of these edges out"),
        null);
    this.path = List.copyOf(path);
  }

  /** Each needs the next; the last is the first again. */
  public List<String> path() {
    return path;
  }
}
