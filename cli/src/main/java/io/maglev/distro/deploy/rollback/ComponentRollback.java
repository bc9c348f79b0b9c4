package io.maglev.distro.deploy.rollback;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import io.maglev.distro.yaml.CanonicalJson;
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
    Optional<RollbackStep> back = chooser.back(now, recorded(now, wanted));
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

  /** As a distro revision recorded it; else, if Helm made that revision, as far as it tells. */
  private RevisionComponent recorded(RevisionComponent now, ReleaseEntry wanted) {
    for (int i = revisions.entries().size() - 1; i >= 0; i--) {
      RevisionEntry entry = revisions.entries().get(i);
      Optional<RevisionComponent> then = entry.load().content().component(now.name());
      if (then.isEmpty()) {
        break; // before that its release was another one
      }
      if (then.get().release().equals(wanted.key())) {
        return then.get();
      }
    }
    return derived(now, wanted.release());
  }

  private static RevisionComponent derived(RevisionComponent now, Release release) {
    LockedChart chart =
        new LockedChart(
            release.chartField("name"),
            release.chartField("version"),
            release.chartField("appVersion"),
            Digest.of(CanonicalJson.write(release.chart())),
            now.chart().size());
    return new RevisionComponent(
        now.name(),
        now.kind(),
        chart,
        release.key(),
        Digest.of(CanonicalJson.write(release.config())),
        now.provides().stream().map(offer -> derived(offer, now.chart(), chart)).toList(),
        now.requires(),
        now.rollback(),
        now.optional(),
        now.readiness(),
        now.timeout(),
        now.objects());
  }

  /** A capability's version is the chart's or the app's unless the manifest says otherwise. */
  private static Capability derived(Capability offer, LockedChart now, LockedChart then) {
    if (offer.version().equals(now.appVersion()) && !then.appVersion().isEmpty()) {
      return new Capability(offer.name(), then.appVersion());
    }
    boolean isCharts =
        offer.version().equals(now.version()) || offer.version().equals(now.appVersion());
    return isCharts ? new Capability(offer.name(), then.version()) : offer;
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
