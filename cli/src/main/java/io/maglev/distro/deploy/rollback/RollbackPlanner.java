package io.maglev.distro.deploy.rollback;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
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
    if (order.component().isPresent()) {
      return new ComponentRollback(releases, order, newest, history).plan(order.component().get());
    }
    DistroRevision target = new RollbackTarget(history, newest).find(order.to());
    return new Planning(order, newest, target, laterThan(target, history)).plan();
  }

  private static List<DistroRevision> laterThan(DistroRevision target, RevisionHistory history) {
    return history.entries().stream()
        .filter(entry -> entry.key().revision() > target.key().revision())
        .map(RevisionEntry::load)
        .toList();
  }

  /** One plan of a distro in the making. */
  private final class Planning {
    private final RollbackOrder order;
    private final DistroRevision newest;
    private final DistroRevision target;
    private final List<DistroRevision> later;
    private final RollbackSteps chooser;

    Planning(
        RollbackOrder order,
        DistroRevision newest,
        DistroRevision target,
        List<DistroRevision> later) {
      this.order = order;
      this.newest = newest;
      this.target = target;
      this.later = later;
      this.chooser = new RollbackSteps(releases, order);
    }

    RollbackPlan plan() {
      Map<String, ComponentKind> kinds = new LinkedHashMap<>();
      target.content().components().forEach(c -> kinds.put(c.name(), c.kind()));
      newest.content().components().forEach(c -> kinds.put(c.name(), c.kind()));
      Set<String> chosen =
          order.selection().isAll() ? kinds.keySet() : order.selection().choose(kinds);
      List<RollbackStep> steps = new ArrayList<>();
      kinds.keySet().forEach(name -> step(name, chosen.contains(name)).ifPresent(steps::add));
      chooser.refuse(
          "roll back distro '%s' to revision %d".formatted(order.distro(), target.key().revision()),
          "leave those out with --exclude, or go to a later revision",
          "add --skip-forward-only to leave those as they are");
      new RollbackRequirements(steps).check(order.distro());
      boolean whole = chosen.containsAll(kinds.keySet());
      return new RollbackPlan(order, newest, target, whole, List.copyOf(steps));
    }

    private Optional<RollbackStep> step(String name, boolean isChosen) {
      Optional<RevisionComponent> now = newest.content().component(name);
      Optional<RevisionComponent> then = target.content().component(name);
      if (now.isEmpty()) {
        if (isChosen) {
          chooser.miss(name, "it has been uninstalled since; its release is gone");
        }
        return Optional.empty();
      }
      if (!isChosen) {
        return Optional.of(RollbackSteps.left(RollbackStep.Move.NOT_CHOSEN, now.get()));
      }
      if (then.isEmpty()) {
        return Optional.of(RollbackSteps.left(RollbackStep.Move.REMOVE, now.get()));
      }
      if (wasMadeAnew(name)) {
        chooser.miss(
            name, "revision " + then.get().release().revision() + " of its release is gone");
        return Optional.empty();
      }
      return chooser.back(now.get(), then.get());
    }

    /**
     * A release that was uninstalled and installed again has counted its revisions anew. Each
     * uninstallation leaves a distro revision without the component.
     */
    private boolean wasMadeAnew(String name) {
      return later.stream().anyMatch(revision -> revision.content().component(name).isEmpty());
    }
  }
}
