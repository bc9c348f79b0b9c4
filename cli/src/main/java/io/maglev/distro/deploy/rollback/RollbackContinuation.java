package io.maglev.distro.deploy.rollback;

import io.maglev.distro.deploy.Continuation;
import io.maglev.distro.deploy.record.Baseline;
import io.maglev.distro.deploy.record.StepNames;
import io.maglev.distro.deploy.record.Unfinished;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.RevisionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How a rollback goes on from the newest revision, as {@link Continuation} does for installations:
 * the hooks of one that failed and was to the same revision have had their turn if they ended well;
 * one that was killed leaves even its revision. Immutable.
 *
 * @param key the revision this run makes
 * @param takesOver whether that is the newest one, which a killed run has left
 * @param journal what it begins with
 */
record RollbackContinuation(RevisionKey key, boolean takesOver, List<JournalStep> journal) {

  static RollbackContinuation of(RollbackPlan plan, Instant now) {
    DistroRevision newest = plan.from();
    JournalStep begun =
        new JournalStep(StepNames.RUN, JournalStep.State.STARTED, now, identity(plan));
    boolean same =
        newest.status() != DistroStatus.DEPLOYED
            && newest.lastOf(StepNames.TAKE_BACK).isEmpty()
            && newest
                .lastOf(StepNames.RUN)
                .filter(line -> line.detail().equals(begun.detail()))
                .isPresent();
    boolean killed = same && newest.status() == DistroStatus.PENDING_ROLLBACK;
    List<JournalStep> journal = new ArrayList<>(List.of(begun));
    journal.addAll(Unfinished.of(newest, settling(plan)));
    if (same) {
      journal.addAll(done(newest, step -> step.startsWith(StepNames.HOOK)));
    }
    if (killed) {
      journal.addAll(Baseline.lines(newest));
      journal.addAll(done(newest, step -> step.startsWith(JournalStep.COMPONENT)));
    }
    RevisionKey old = newest.key();
    RevisionKey next = new RevisionKey(old.namespace(), old.distro(), old.revision() + 1);
    return new RollbackContinuation(killed ? old : next, killed, List.copyOf(journal));
  }

  private static String identity(RollbackPlan plan) {
    RollbackOrder order = plan.order();
    return "rollback to %d, %s, %s".formatted(plan.target(), order.component(), order.selection());
  }

  /** What is unfinished of components that stay as they are stays so. */
  private static Set<String> settling(RollbackPlan plan) {
    return plan.steps().stream()
        .filter(step -> step.changes() || step.move() == RollbackStep.Move.UNCHANGED)
        .map(RollbackStep::component)
        .collect(Collectors.toSet());
  }

  private static List<JournalStep> done(DistroRevision revision, Predicate<String> meant) {
    return revision.journal().stream()
        .map(JournalStep::step)
        .filter(meant)
        .distinct()
        .flatMap(step -> revision.lastOf(step).stream())
        .filter(line -> line.state() == JournalStep.State.DONE)
        .toList();
  }
}
