package io.maglev.distro.deploy.takeback;

import io.maglev.distro.deploy.record.Baseline;
import io.maglev.distro.deploy.record.ComponentPast;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out what a failed run has changed, and what each of it was before. Reads only. */
final class TakeBackPlanner {
  private final ReleaseStore releases;
  private final DistroRevisionStore revisions;

  TakeBackPlanner(ReleaseStore releases, DistroRevisionStore revisions) {
    this.releases = releases;
    this.revisions = revisions;
  }

  TakeBackPlan plan(DistroRevision failed) {
    RevisionHistory history = revisions.history(failed.key().namespace(), failed.key().distro());
    Optional<DistroRevision> before =
        history.entries().stream()
            .filter(entry -> entry.key().revision() < failed.key().revision())
            .reduce((older, newer) -> newer)
            .map(RevisionEntry::load);
    ComponentPast past = new ComponentPast(history);
    Map<String, Baseline> baselines = Baseline.of(failed);
    List<TakeBackStep> steps = new ArrayList<>();
    for (RevisionComponent component : failed.content().components()) {
      Baseline baseline = baselines.remove(component.name());
      if (baseline != null) {
        steps.add(step(component, baseline, past));
      }
    }
    List<String> lost =
        baselines.entrySet().stream()
            .filter(gone -> gone.getValue().good() > 0)
            .map(Map.Entry::getKey)
            .toList();
    return new TakeBackPlan(failed, before, StayRule.apply(steps), lost);
  }

  private TakeBackStep step(RevisionComponent now, Baseline baseline, ComponentPast past) {
    ReleaseHistory history = releases.history(now.release().namespace(), now.release().name());
    Optional<RevisionComponent> then =
        history.revision(baseline.good()).map(wanted -> past.asOf(now, wanted));
    int newest = history.last().map(ReleaseEntry::revision).orElse(0);
    if (newest <= baseline.newest()) {
      return new TakeBackStep(TakeBackStep.Move.UNTOUCHED, now, then, "");
    }
    if (baseline.good() == 0) {
      return new TakeBackStep(TakeBackStep.Move.REMOVE, now, Optional.empty(), "");
    }
    TakeBackStep back = new TakeBackStep(TakeBackStep.Move.BACK, now, then, "");
    if (then.isEmpty()) {
      return back.staying("revision %d of its release is gone".formatted(baseline.good()));
    }
    return isForwardOnly(now) || isForwardOnly(then.get())
        ? back.staying("it is forward-only")
        : back;
  }

  private static boolean isForwardOnly(RevisionComponent component) {
    return component.rollback().forwardOnly();
  }
}
