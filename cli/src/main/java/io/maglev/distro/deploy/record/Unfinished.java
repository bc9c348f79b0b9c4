package io.maglev.distro.deploy.record;

import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.RevisionComponent;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a distro revision's journal says was begun and did not come to its end. A run of some
 * components leaves the others as they are, the failed ones too: the distro is whole only once
 * nothing of this is left.
 */
public final class Unfinished {
  private Unfinished() {}

  /** Names of recorded components that are unfinished. */
  public static List<String> components(DistroRevision revision) {
    return revision.content().components().stream()
        .map(RevisionComponent::name)
        .filter(name -> last(revision, name).isPresent())
        .toList();
  }

  /** What the journal says of them, other than those that are about to be deployed. */
  public static List<JournalStep> of(DistroRevision revision, Set<String> chosen) {
    return components(revision).stream()
        .filter(name -> !chosen.contains(name))
        .flatMap(name -> last(revision, name).stream())
        .toList();
  }

  private static Optional<JournalStep> last(DistroRevision revision, String component) {
    return revision
        .lastOf(StepNames.component(component))
        .filter(
            line ->
                line.state() == JournalStep.State.STARTED
                    || line.state() == JournalStep.State.FAILED);
  }
}
