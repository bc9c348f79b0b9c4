package io.maglev.distro.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Collects everything wrong with one input, so that the user sees it all at once. Not thread-safe.
 */
public final class Problems {
  private static final int SHOWN = 100;

  private final List<SourceLocation> found = new ArrayList<>();

  /** Notes one problem; {@code where} carries its sentence as the detail. */
  public void add(SourceLocation where) {
    found.add(where);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** What was found so far, in the order found. */
  public List<SourceLocation> found() {
    return List.copyOf(found);
  }

  /**
   * Ends a validation.
   *
   * @throws DistroException with {@code message} and one {@code at} line a problem, if there is any
   */
  public void throwIfAny(ErrorCode code, String message) {
    throwIfAny(code, message, Optional.empty());
  }

  /** As {@link #throwIfAny(ErrorCode, String)}, with advice. */
  public void throwIfAny(ErrorCode code, String message, Optional<String> hint) {
    if (!found.isEmpty()) {
      throw new DistroException(code, message, shown(), hint, null);
    }
  }

  /** Nobody reads more than some screens; a hostile file may hold a million. */
  private List<SourceLocation> shown() {
    if (found.size() <= SHOWN) {
      return found;
    }
    List<SourceLocation> shown = new ArrayList<>(found.subList(0, SHOWN));
    shown.add(SourceLocation.ofText("and " + (found.size() - SHOWN) + " more"));
    return shown;
  }

  @Override
  public String toString() {
    return found.stream().map(SourceLocation::toString).collect(Collectors.joining("\n"));
  }
}
