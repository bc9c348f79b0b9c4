package io.maglev.distro.deploy;

import io.maglev.distro.deploy.record.Baseline;
import io.maglev.distro.deploy.record.StepNames;
import io.maglev.distro.deploy.record.Unfinished;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.RevisionKey;
import io.maglev.distro.yaml.CanonicalJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a run goes on from the newest revision. A run that failed is gone on with by one of the same
 * operation, bundle, parameters and components: the hooks that ended well then have had their turn,
 * unless what it changed was taken back. A run that was killed leaves even its revision to such a
 * run. Immutable.
 *
 * @param key the revision this run makes
 * @param takenOver the revision of that number, which a killed run has left
 * @param journal what it begins with
 */
public record Continuation(
    RevisionKey key, Optional<DistroRevision> takenOver, List<JournalStep> journal) {
  /** The order's way to go on from the newest revision, empty if there is none. */
  static Continuation of(DeployOrder order, Optional<DistroRevision> before, Instant now) {
    JournalStep begun =
        new JournalStep(StepNames.RUN, JournalStep.State.STARTED, now, identity(order));
    Optional<DistroRevision> same = before.filter(old -> isSameRun(old, begun));
    List<JournalStep> journal = new ArrayList<>(List.of(begun));
    before.ifPresent(old -> journal.addAll(Unfinished.of(old, order.chosen())));
    same.ifPresent(old -> journal.addAll(hooksDone(old)));
    Optional<DistroRevision> killed = same.filter(old -> old.status().isUnfinished());
    killed.ifPresent(old -> journal.addAll(Baseline.lines(old)));
    RevisionKey next =
        new RevisionKey(
            order.lock().namespace(),
            order.lock().name(),
            before.map(old -> old.key().revision() + 1).orElse(1));
    return new Continuation(
        killed.map(DistroRevision::key).orElse(next), killed, List.copyOf(journal));
  }

  /**
   * The revision as it is while components are taken away, from which no installation goes on. A
   * removal that was killed is gone on with by one of the same components.
   */
  static DistroRevision uninstalling(DistroRevision revision, Set<String> chosen, Instant now) {
    String names = String.join(",", new TreeSet<>(chosen));
    boolean killed =
        revision.status() == DistroStatus.UNINSTALLING
            && revision
                .lastOf(StepNames.UNINSTALL)
                .filter(it -> it.detail().equals(names))
                .isPresent();
    DistroRevision begun = revision.withStatus(DistroStatus.UNINSTALLING, "Uninstall underway");
    return killed
        ? begun
        : begun.withStep(
            new JournalStep(StepNames.UNINSTALL, JournalStep.State.STARTED, now, names));
  }

  /** Tells removals from the same revision apart. */
  static String removal(DistroRevision revision) {
    return "."
        + revision.journal().stream()
            .filter(line -> line.step().equals(StepNames.UNINSTALL))
            .count();
  }

  private static boolean isSameRun(DistroRevision old, JournalStep begun) {
    return old.status() != DistroStatus.DEPLOYED
        && old.lastOf(StepNames.UNINSTALL).isEmpty()
        && old.lastOf(StepNames.TAKE_BACK).isEmpty()
        && old.lastOf(StepNames.RUN)
            .filter(line -> line.detail().equals(begun.detail()))
            .isPresent();
  }

  private static List<JournalStep> hooksDone(DistroRevision old) {
    return old.journal().stream()
        .filter(line -> line.step().startsWith(StepNames.HOOK))
        .filter(line -> line.state() == JournalStep.State.DONE)
        .filter(line -> old.lastOf(line.step()).equals(Optional.of(line)))
        .toList();
  }

  private static String identity(DeployOrder order) {
    Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
    inputs.put("operation", order.operation().title());
    inputs.put("bundle", order.bundle().toString());
    inputs.put("parameters", order.parameters());
    inputs.put("components", order.components().stream().map(LockedComponent::name).toList());
    return Digest.of(CanonicalJson.write(inputs)).toString();
  }
}
