package io.maglev.distro.deploy;

import io.maglev.distro.deploy.plan.RequirementRule;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.release.DistroRevision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Components that are installed and stay as they are while others change: what they require of
 * these must be met by their new versions too.
 */
final class DependentsOutside {
  private DependentsOutside() {}

  /**
   * Checks them.
   *
   * @throws io.maglev.distro.error.DistroException with REQUIREMENT_UNMET naming each that would be
   *     left without what it requires
   */
  static void check(DeployOrder order, DistroRevision installed) {
    Problems problems = new Problems();
    installed.content().components().stream()
        .filter(component -> !order.chosen().contains(component.name()))
        .forEach(
            component ->
                component
                    .requires()
                    .forEach(requirement -> check(order, component.name(), requirement, problems)));
    problems.throwIfAny(
        ErrorCode.REQUIREMENT_UNMET,
        "cannot change %s: installed components would lack what they require"
            .formatted(order.chosen().stream().sorted().collect(Collectors.joining(", "))),
        Optional.of("choose them too, or uninstall them first"));
  }

  private static void check(
      DeployOrder order, String component, Requirement requirement, Problems problems) {
    if (requirement.external() || !order.chosen().contains(requirement.provider())) {
      return;
    }
    List<Capability> offers = order.component(requirement.provider()).provides();
    RequirementRule.objection(offers, requirement)
        .ifPresent(
            objection ->
                problems.add(
                    SourceLocation.ofText(
                        "'%s' needs %s: the new '%s' %s"
                            .formatted(
                                component, requirement, requirement.provider(), objection))));
  }
}
