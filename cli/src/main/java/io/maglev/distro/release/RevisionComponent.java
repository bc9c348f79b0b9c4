package io.maglev.distro.release;

import io.maglev.distro.model.Capability;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.RollbackHooks;
import io.maglev.distro.model.RollbackPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A component as a distro revision records it: enough to wait for, roll back and uninstall it
 * without its bundle. Immutable.
 *
 * @param release the Helm release revision it is
 * @param values of the values it was rendered with
 * @param objects per object the digest of the fields {@code helm} owns, as the server returned them
 */
public record RevisionComponent(
    String name,
    ComponentKind kind,
    LockedChart chart,
    ReleaseKey release,
    Digest values,
    List<Capability> provides,
    List<Requirement> requires,
    RollbackPolicy rollback,
    boolean optional,
    List<ReadinessRule> readiness,
    Duration timeout,
    Map<ResourceId, Digest> objects) {

  /** A component about to be deployed as that release revision. */
  public static RevisionComponent of(LockedComponent locked, int releaseRevision, Digest values) {
    return new RevisionComponent(
        locked.name(),
        locked.kind(),
        locked.chart(),
        new ReleaseKey(locked.namespace(), locked.name(), releaseRevision),
        values,
        locked.provides(),
        locked.requires(),
        locked.rollback(),
        locked.optional(),
        locked.readiness(),
        locked.timeout(),
        Map.of());
  }

  /** After its objects were applied. */
  public RevisionComponent withObjects(Map<ResourceId, Digest> owned) {
    return new RevisionComponent(
        name, kind, chart, release, values, provides, requires, rollback, optional, readiness,
        timeout, owned);
  }

  /** The same, with other hooks to run when it goes back. */
  public RevisionComponent withRollbackHooks(RollbackHooks hooks) {
    return new RevisionComponent(
        name,
        kind,
        chart,
        release,
        values,
        provides,
        requires,
        rollback.withHooks(hooks),
        optional,
        readiness,
        timeout,
        objects);
  }

  /** As another revision of its release. */
  public RevisionComponent withReleaseRevision(int revision) {
    ReleaseKey key = new ReleaseKey(release.namespace(), release.name(), revision);
    return new RevisionComponent(
        name, kind, chart, key, values, provides, requires, rollback, optional, readiness, timeout,
        objects);
  }
}
