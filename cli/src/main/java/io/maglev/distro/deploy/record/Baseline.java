package io.maglev.distro.deploy.record;

import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a component's release was before a run changed it, as the journal of the run's revision
 * keeps it: so what the run changed is known also after it was killed. Immutable.
 *
 * @param good the newest revision that once worked, 0 if none ever did
 * @param newest the newest revision, 0 if there was none
 */
public record Baseline(int good, int newest) {

  /** What a release with this history is before it is changed. */
  public static Baseline of(ReleaseHistory history) {
    return new Baseline(
        history.lastGood().map(ReleaseEntry::revision).orElse(0),
        history.last().map(ReleaseEntry::revision).orElse(0));
  }

  /** What the journal says of the components that the run was about to change, by name. */
  public static Map<String, Baseline> of(DistroRevision revision) {
    Map<String, Baseline> baselines = new LinkedHashMap<>();
    for (JournalStep line : lines(revision)) {
      baselines.putIfAbsent(line.step().substring(StepNames.BEFORE.length()), parse(line.detail()));
    }
    return baselines;
  }

  /** The lines that say so: a run that is gone on with keeps them. */
  public static List<JournalStep> lines(DistroRevision revision) {
    List<JournalStep> lines = new ArrayList<>(revision.journal());
    lines.removeIf(line -> !line.step().startsWith(StepNames.BEFORE));
    return lines;
  }

  /** The line that says so. */
  public JournalStep line(String component, Instant now) {
    return new JournalStep(
        StepNames.BEFORE + component, JournalStep.State.DONE, now, good + "/" + newest);
  }

  private static Baseline parse(String detail) {
    int slash = detail.indexOf('/');
    return new Baseline(
        Integer.parseInt(detail.substring(0, slash)),
        Integer.parseInt(detail.substring(slash + 1)));
  }
}
