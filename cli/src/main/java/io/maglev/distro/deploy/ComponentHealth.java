package io.maglev.distro.deploy;

import io.maglev.distro.deploy.health.Deployed;
import io.maglev.distro.model.ObjectHealth;
import io.maglev.distro.release.RevisionComponent;
import java.util.List;

/**
 * How a component fares now. Immutable.
 *
 * @param releaseStatus Helm's word for the newest revision of its release, or {@code missing}
 * @param releaseRevision the newest, 0 if there is none
 * @param objects in the order of the release's manifest
 */
public record ComponentHealth(
    RevisionComponent component,
    String releaseStatus,
    int releaseRevision,
    List<ObjectHealth> objects) {

  static ComponentHealth of(Deployed deployed, List<ObjectHealth> objects) {
    return new ComponentHealth(
        deployed.component(), deployed.releaseStatus(), deployed.releaseRevision(), objects);
  }

  /** One line an object that is not ready; empty if all are. */
  public List<String> problems() {
    if (releaseRevision == 0) {
      return List.of("its release is gone");
    }
    return objects.stream()
        .filter(object -> !object.isReady())
        .map(object -> object.id() + ": " + object.reasons().get(0))
        .toList();
  }

  /** Deployed, and every object ready. */
  public boolean isReady() {
    return releaseStatus.equals("deployed") && problems().isEmpty();
  }
}
