package io.maglev.distro.compose;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/** Several components or hooks of a distro that do not render. */
public final class RenderFailuresException extends DistroException {
  private static final long serialVersionUID = 1L;

  private final transient List<DistroException> failures;

  /**
   * @param failures at least one; the first decides code and hint
   */
  RenderFailuresException(String distro, List<DistroException> failures) {
    super(
        failures.get(0).code(),
        "cannot render distro '" + distro + "': " + failures.size() + " failures",
        places(failures),
        failures.get(0).hint(),
        failures.get(0));
    this.failures = List.copyOf(failures);
  }

  /** Each on its own. */
  public List<DistroException> failures() {
    return failures;
  }

  private static List<SourceLocation> places(List<DistroException> failures) {
    List<SourceLocation> where = new ArrayList<>();
    for (DistroException failure : failures) {
      where.add(SourceLocation.ofText(String.valueOf(failure.getMessage())));
      where.addAll(failure.where());
    }
    return where;
  }
}
