package io.maglev.distro.cli.error;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A failure in the sandbox: it says so, lest anybody look for it in a cluster. */
public final class SandboxFailure {
  /** A command line in a hint that would go to a cluster. */
  private static final Pattern ON_A_CLUSTER =
      Pattern.compile("'(distro (?:install|upgrade|list|status|history|rollback|uninstall)[^']*)'");

  private SandboxFailure() {}

  /** The same failure, with the place and with advice that can be followed there. */
  public static DistroException of(DistroException failure) {
    String message = String.valueOf(failure.getMessage());
    List<SourceLocation> places = new ArrayList<>(failure.where());
    if (!message.contains("sandbox")) {
      places.add(SourceLocation.ofText("the sandbox"));
    }
    return new DistroException(
        failure.code(),
        message,
        places,
        failure.hint().map(hint -> ON_A_CLUSTER.matcher(hint).replaceAll("'$1 --sandbox'")),
        failure);
  }
}
