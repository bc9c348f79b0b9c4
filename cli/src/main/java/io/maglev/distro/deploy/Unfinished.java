package io.maglev.distro.deploy;

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
final class Unfinished {
  private Unfinished() {}

  /** The journal's name for the deployment of a component. */
  static String step(String component) {
    return JournalStep.COMPONENT + component;
  }

  /** Names of recorded components that are unfinished. */
  static List<String> components(DistroRevision revision) {
    return revision.content().components().stream()
        .map(RevisionComponent::name)
        .filter(name -> last(revision, name).isPresent())
        .toList();
  }

  /** What the journal says of them, other than those that are about to be deployed. */
  static List<JournalStep> of(DistroRevision revision, Set<String> chosen) {
    return components(revision).stream()
        .filter(name -> !chosen.contains(name))
        .flatMap(name -> last(revision, name).stream())
        .toList();
  }

  private static Optional<JournalStep> last(DistroRevision revision, String component) {
    return revision
        .lastOf(step(component))
        .filter(
            line ->
                line.state() == JournalStep.State.STARTED
                    || line.state() == JournalStep.State.FAILED);
  }
}
