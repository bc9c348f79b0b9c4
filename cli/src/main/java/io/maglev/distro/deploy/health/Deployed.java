package io.maglev.distro.deploy.health;

import io.maglev.distro.model.ResourceId;
import io.maglev.distro.release.RevisionComponent;
import java.util.List;

/**
 * A component as its release says it is. Immutable.
 *
 * @param releaseStatus Helm's word for the newest revision of its release, or {@code missing}
 * @param releaseRevision the newest, 0 if there is none
 * @param objects what that revision consists of, in the order of the manifest
 */
public record Deployed(
    RevisionComponent component,
    String releaseStatus,
    int releaseRevision,
    List<ResourceId> objects) {}
