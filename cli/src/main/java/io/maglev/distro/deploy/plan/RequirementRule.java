package io.maglev.distro.deploy.plan;

import io.maglev.distro.model.Capability;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.version.InvalidVersionException;
import io.maglev.distro.version.SemanticVersion;
import io.maglev.distro.version.VersionConstraint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether what a component provides meets what another one requires of it. Pure. */
public final class RequirementRule {
  private RequirementRule() {}

  /** Why it does not, in words that follow the provider's name; empty if it does. */
  public static Optional<String> objection(List<Capability> provides, Requirement requirement) {
    List<Capability> offers =
        provides.stream().filter(offer -> offer.name().equals(requirement.capability())).toList();
    VersionConstraint range = VersionConstraint.parse(requirement.range());
    boolean met = offers.stream().anyMatch(offer -> isIn(range, offer.version()));
    String found =
        offers.isEmpty()
            ? "no " + requirement.capability()
            : offers.stream().map(Capability::toString).collect(Collectors.joining(", "));
    return met ? Optional.empty() : Optional.of("provides " + found);
  }

  /** What Helm has installed may call its version whatever it likes. */
  private static boolean isIn(VersionConstraint range, String version) {
    try {
      return range.matches(SemanticVersion.parse(version));
    } catch (InvalidVersionException e) {
      return false;
    }
  }
}
