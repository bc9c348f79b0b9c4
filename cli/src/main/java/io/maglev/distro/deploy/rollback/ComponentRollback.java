package io.maglev.distro.deploy.rollback;

import io.maglev.distro.deploy.record.ComponentPast;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plans going back to an older revision of one release, as {@code helm rollback} does, inside a
 * distro whose other components stay as they are. Reads only. Confined to one thread; one use.
 */
final class ComponentRollback {
  private final ReleaseStore releases;
  private final RollbackOrder order;
  private final DistroRevision newest;
  private final RevisionHistory revisions;

  ComponentRollback(
      ReleaseStore releases,
      RollbackOrder order,
      DistroRevision newest,
      RevisionHistory revisions) {
    this.releases = releases;
    this.order = order;
    this.newest = newest;
    this.revisions = revisions;
  }

  RollbackPlan plan(String name) {
    RevisionComponent now = newest.content().component(name).orElseThrow(() -> unknown(name));
    ReleaseHistory history = releases.history(now.release().namespace(), now.release().name());
    ReleaseEntry wanted =
        order
            .to()
            .map(number -> history.revision(number).orElseThrow(() -> none(history, number)))
            .or(() -> before(history))
            .orElseThrow(() -> none(history, 0));
    RollbackSteps chooser = new RollbackSteps(releases, order);
    Optional<RollbackStep> back = chooser.back(now, new ComponentPast(revisions).asOf(now, wanted));
    chooser.refuse(
        "roll back component '%s' to revision %d of its release".formatted(name, wanted.revision()),
        "choose another revision with --to",
        "upgrade it instead, to a version that does what you need");
    List<RollbackStep> steps = new ArrayList<>();
    for (RevisionComponent component : newest.content().components()) {
      steps.add(
          component.name().equals(name)
              ? back.orElseThrow()
              : RollbackSteps.left(RollbackStep.Move.NOT_CHOSEN, component));
    }
    new RollbackRequirements(steps).check(order.distro());
    return new RollbackPlan(order, newest, newest, false, List.copyOf(steps));
  }

  /** Helm takes the number before the newest, even if that failed; this the newest that worked. */
  private static Optional<ReleaseEntry> before(ReleaseHistory history) {
    return history.entries().stream()
        .filter(entry -> entry.revision() < history.nextRevision() - 1)
        .filter(ComponentRollback::worked)
        .reduce((older, newer) -> newer);
  }

  private static boolean worked(ReleaseEntry entry) {
    return entry.status() == ReleaseStatus.DEPLOYED || entry.status() == ReleaseStatus.SUPERSEDED;
  }

  private DistroException unknown(String name) {
    List<String> names =
        newest.content().components().stream().map(RevisionComponent::name).toList();
    return DistroException.of(
        ErrorCode.NOT_FOUND,
        "cannot roll back component '%s': distro '%s' has none of that name"
            .formatted(name, order.distro()),
        NearestName.of(name, names)
            .map(near -> "did you mean '" + near + "'?")
            .orElse("there are " + String.join(", ", names)));
  }

  private DistroException none(ReleaseHistory history, int number) {
    ReleaseKey last =
        history.last().map(ReleaseEntry::key).orElse(new ReleaseKey("", history.name(), 0));
    String there =
        history.entries().stream()
            .filter(entry -> entry.revision() < last.revision() && worked(entry))
            .map(entry -> Integer.toString(entry.revision()))
            .collect(Collectors.joining(", "));
    return DistroException.of(
        ErrorCode.NOT_FOUND,
        "cannot roll back component '%s': its release has no revision %s"
            .formatted(
                history.name(),
                number == 0 ? "before " + last.revision() + " that worked" : number),
        there.isEmpty() ? "nothing older of it is kept" : "choose one of " + there + " with --to");
  }
}
