package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.RollbackPolicy;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseHook;
import io.maglev.distro.release.ReleaseLabels;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Works out what a rollback does, and whether it can be done. Reads only. Thread-safe. */
final class RollbackPlanner {
  private final ReleaseStore releases;
  private final DistroRevisionStore revisions;

  RollbackPlanner(ReleaseStore releases, DistroRevisionStore revisions) {
    this.releases = releases;
    this.revisions = revisions;
  }

  /**
   * The plan for the order.
   *
   * @throws DistroException if it cannot or must not be carried out, with all reasons of one kind
   */
  RollbackPlan plan(RollbackOrder order) {
    RevisionHistory history = revisions.history(order.namespace(), order.distro());
    DistroRevision newest =
        history
            .last()
            .map(RevisionEntry::load)
            .orElseThrow(
                () ->
                    DistroException.of(
                        ErrorCode.NOT_FOUND,
                        "cannot roll back distro '%s': it is not installed in namespace '%s'"
                            .formatted(order.distro(), order.namespace()),
                        "run 'distro list' to see what is"));
    DistroRevision target = new RollbackTarget(history, newest).find(order.to());
    return new Planning(order, newest, target, laterThan(target, history)).plan();
  }

  private static List<DistroRevision> laterThan(DistroRevision target, RevisionHistory history) {
    return history.entries().stream()
        .filter(entry -> entry.key().revision() > target.key().revision())
        .map(RevisionEntry::load)
        .toList();
  }

  /** One plan in the making. */
  private final class Planning {
    private final RollbackOrder order;
    private final DistroRevision newest;
    private final DistroRevision target;
    private final List<DistroRevision> later;
    private final Problems missing = new Problems();
    private final Problems forwardOnly = new Problems();

    Planning(
        RollbackOrder order,
        DistroRevision newest,
        DistroRevision target,
        List<DistroRevision> later) {
      this.order = order;
      this.newest = newest;
      this.target = target;
      this.later = later;
    }

    RollbackPlan plan() {
      Map<String, ComponentKind> kinds = new LinkedHashMap<>();
      target.content().components().forEach(c -> kinds.put(c.name(), c.kind()));
      newest.content().components().forEach(c -> kinds.put(c.name(), c.kind()));
      Set<String> chosen =
          order.selection().isAll() ? kinds.keySet() : order.selection().choose(kinds);
      List<RollbackStep> steps = new ArrayList<>();
      kinds.keySet().forEach(name -> step(name, chosen.contains(name)).ifPresent(steps::add));
      refuse();
      new RollbackRequirements(steps).check(order.distro());
      boolean whole = chosen.containsAll(kinds.keySet());
      return new RollbackPlan(order, newest, target, whole, List.copyOf(steps));
    }

    private void refuse() {
      String what = "cannot roll back distro '%s' to revision %d: ";
      String prefix = what.formatted(order.distro(), target.key().revision());
      missing.throwIfAny(
          ErrorCode.NOT_FOUND,
          prefix + "not all that is needed is still there",
          Optional.of("leave those out with --exclude, or go to a later revision"));
      forwardOnly.throwIfAny(
          ErrorCode.USAGE,
          prefix + "some of it may only go forward, since its data may have moved on",
          Optional.of("add --skip-forward-only to leave those as they are"));
    }

    private Optional<RollbackStep> step(String name, boolean isChosen) {
      Optional<RevisionComponent> now = newest.content().component(name);
      Optional<RevisionComponent> then = target.content().component(name);
      if (now.isEmpty()) {
        if (isChosen) {
          miss(name, "it has been uninstalled since; its release is gone");
        }
        return Optional.empty();
      }
      if (!isChosen) {
        return Optional.of(left(RollbackStep.Move.NOT_CHOSEN, now.get()));
      }
      if (then.isEmpty()) {
        int revision = now.get().release().revision();
        return Optional.of(
            new RollbackStep(RollbackStep.Move.REMOVE, now.get(), now.get(), revision));
      }
      return compared(now.get(), then.get());
    }

    private RollbackStep left(RollbackStep.Move move, RevisionComponent now) {
      return new RollbackStep(move, now, now, now.release().revision());
    }

    private Optional<RollbackStep> compared(RevisionComponent now, RevisionComponent then) {
      String name = now.name();
      if (!now.release().namespace().equals(then.release().namespace())) {
        miss(name, "it has moved from namespace '" + then.release().namespace() + "' since");
        return Optional.empty();
      }
      ReleaseHistory history = releases.history(then.release().namespace(), then.release().name());
      requireNobodyAtWork(history, now);
      Optional<ReleaseEntry> wanted = history.revision(then.release().revision());
      Optional<String> obstacle = obstacle(history, then, wanted);
      if (obstacle.isPresent()) {
        miss(name, obstacle.get());
        return Optional.empty();
      }
      ReleaseEntry last = history.last().orElseThrow();
      if (isThere(last, wanted.orElseThrow())) {
        RevisionComponent same = then.withReleaseRevision(last.revision());
        return Optional.of(
            new RollbackStep(RollbackStep.Move.UNCHANGED, now, same, last.revision()));
      }
      if (isForwardOnly(now) || isForwardOnly(then)) {
        if (order.skipForwardOnly()) {
          return Optional.of(left(RollbackStep.Move.FORWARD_ONLY, now));
        }
        forwardOnly.add(
            SourceLocation.ofText(
                "'%s' is forward-only: its release is at revision %d and would go back to %d"
                    .formatted(name, last.revision(), then.release().revision())));
        return Optional.empty();
      }
      return Optional.of(new RollbackStep(RollbackStep.Move.BACK, now, then, last.revision()));
    }

    /** Only a pending revision that a killed run of this distro left may be passed over. */
    private void requireNobodyAtWork(ReleaseHistory history, RevisionComponent now) {
      if (history.last().filter(e -> e.revision() != now.release().revision()).isPresent()) {
        history.requireNotPending();
      }
    }

    /** Why the release cannot become what it was. */
    private Optional<String> obstacle(
        ReleaseHistory history, RevisionComponent then, Optional<ReleaseEntry> wanted) {
      int number = then.release().revision();
      Optional<ReleaseEntry> last = history.last();
      if (last.isPresent() && !isOurs(last.get())) {
        return Optional.of("its release is no longer this distro's");
      }
      if (wanted.isEmpty() || wasMadeAnew(then.name())) {
        return Optional.of("revision " + number + " of its release is gone");
      }
      if (wanted.get().status() == ReleaseStatus.FAILED || wanted.get().status().isPending()) {
        return Optional.of(
            "revision %d of its release is no good: %s"
                .formatted(number, wanted.get().status().text()));
      }
      return Optional.empty();
    }

    /**
     * A release that was uninstalled and installed again has counted its revisions anew. Each
     * uninstallation leaves a distro revision without the component.
     */
    private boolean wasMadeAnew(String name) {
      return later.stream().anyMatch(revision -> revision.content().component(name).isEmpty());
    }

    private boolean isOurs(ReleaseEntry last) {
      return order.distro().equals(last.labels().get(ReleaseLabels.DISTRO));
    }

    private void miss(String name, String reason) {
      missing.add(SourceLocation.ofText("'%s': %s".formatted(name, reason)));
    }
  }

  private static boolean isForwardOnly(RevisionComponent component) {
    return component.rollback() == RollbackPolicy.FORWARD_ONLY;
  }

  /** Whether the newest revision is that one, or one that brought it back. */
  private static boolean isThere(ReleaseEntry last, ReleaseEntry wanted) {
    if (last.status() != ReleaseStatus.DEPLOYED) {
      return false;
    }
    return last.revision() == wanted.revision() || isEqual(last.release(), wanted.release());
  }

  private static boolean isEqual(Release last, Release wanted) {
    return last.manifest().equals(wanted.manifest())
        && last.chart().equals(wanted.chart())
        && last.config().equals(wanted.config())
        && last.hooks().stream()
            .map(ReleaseHook::hook)
            .toList()
            .equals(wanted.hooks().stream().map(ReleaseHook::hook).toList());
  }
}
