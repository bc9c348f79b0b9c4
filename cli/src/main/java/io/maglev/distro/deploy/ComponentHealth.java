package io.maglev.distro.deploy;

import io.maglev.distro.release.RevisionComponent;
import java.util.List;

/**
 * How a component fares now. Immutable.
 *
 * @param releaseStatus Helm's word for the newest revision of its release, or {@code missing}
 * @param releaseRevision the newest, 0 if there is none
 * @param problems one line an object that is not ready, worst first; empty if all are
 */
public record ComponentHealth(
    RevisionComponent component, String releaseStatus, int releaseRevision, List<String> problems) {

  /** Deployed, and every object ready. */
  public boolean isReady() {
    return releaseStatus.equals("deployed") && problems.isEmpty();
  }
}
