package io.maglev.distro.compose.resolve;

import io.maglev.distro.compose.manifest.Need;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.version.SemanticVersion;
import io.maglev.distro.version.VersionConstraint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds the one component that meets each requirement. Not thread-safe. */
final class Matching {
  private static final int LISTED = 12;

  private final List<Member> members;
  private final Supplier<List<Member>> leftOut;
  private final Problems problems = new Problems();
  private final Set<String> hints = new LinkedHashSet<>();

  /**
   * @param leftOut components of the manifest that were not chosen, asked for only to explain what
   *     is missing
   */
  Matching(List<Member> members, Supplier<List<Member>> leftOut) {
    this.members = members;
    this.leftOut = leftOut;
  }

  /**
   * The requirements of each component, each with who meets it.
   *
   * @throws DistroException with REQUIREMENT_UNMET and one place for each that none or several meet
   */
  Map<String, List<Requirement>> match(String distro) {
    Map<String, List<Requirement>> met = new LinkedHashMap<>();
    members.forEach(member -> met.put(member.name(), match(member)));
    int count = problems.found().size();
    problems.throwIfAny(
        ErrorCode.REQUIREMENT_UNMET,
        "cannot resolve distro '"
            + distro
            + "': "
            + (count == 1 ? "1 requirement is" : count + " requirements are")
            + " not met by exactly one component",
        hints.stream().findFirst());
    return met;
  }

  private List<Requirement> match(Member member) {
    Set<String> byName = member.needs().stream().map(Need::capability).collect(Collectors.toSet());
    List<Requirement> requirements = new ArrayList<>();
    for (Need need : member.needs()) {
      List<Member> offering =
          members.stream()
              .filter(
                  other ->
                      !other.name().equals(member.name())
                          && other.offer(need.capability()).isPresent())
              .toList();
      List<Member> meeting = offering.stream().filter(other -> meets(other, need)).toList();
      if (meeting.size() > 1) {
        List<Member> named =
            meeting.stream().filter(other -> byName.contains(other.name())).toList();
        meeting = named.size() == 1 ? named : meeting;
      }
      if (meeting.size() == 1) {
        String provider = meeting.get(0).name();
        requirements.add(new Requirement(need.capability(), need.range(), provider));
      } else {
        problems.add(
            at(
                need,
                "component '"
                    + member.name()
                    + "' requires "
                    + need
                    + ", "
                    + reason(need, offering, meeting)));
      }
    }
    return requirements;
  }

  private String reason(Need need, List<Member> offering, List<Member> meeting) {
    if (!meeting.isEmpty()) {
      hints.add("require the one that is meant by its own name too: " + meeting.get(0).name());
      return "which " + names(meeting) + " all provide";
    }
    if (!offering.isEmpty()) {
      return "but "
          + offering.stream()
              .map(other -> "'" + other.name() + "' provides " + offer(other, need))
              .collect(Collectors.joining(" and "));
    }
    List<Member> unchosen =
        leftOut.get().stream().filter(other -> other.offer(need.capability()).isPresent()).toList();
    if (!unchosen.isEmpty()) {
      hints.add("choose " + unchosen.get(0).name() + " too");
      return "which " + names(unchosen) + " provides, but that is left out";
    }
    return "which nothing provides" + known(need.capability());
  }

  private String known(String capability) {
    Set<String> all = new TreeSet<>();
    members.forEach(member -> all.addAll(member.provides().keySet()));
    Optional<String> nearest = NearestName.of(capability, all);
    if (nearest.isPresent()) {
      return "; did you mean '" + nearest.get() + "'?";
    }
    return "; provided are "
        + all.stream().limit(LISTED).collect(Collectors.joining(", "))
        + (all.size() > LISTED ? ", ..." : "");
  }

  private static String offer(Member member, Need need) {
    return member.offer(need.capability()).map(Capability::toString).orElse("");
  }

  private static String names(List<Member> members) {
    return members.stream()
        .map(member -> "'" + member.name() + "'")
        .collect(Collectors.joining(" and "));
  }

  private static boolean meets(Member member, Need need) {
    VersionConstraint range = VersionConstraint.parse(need.range());
    return member
        .offer(need.capability())
        .map(Capability::version)
        .filter(version -> matches(range, need.range(), version))
        .isPresent();
  }

  /** Any version will do for {@code *}, a pre-release too. */
  private static boolean matches(VersionConstraint range, String text, String version) {
    return text.equals("*") || range.matches(SemanticVersion.parse(version));
  }

  private static SourceLocation at(Need need, String detail) {
    SourceLocation where = need.where();
    return new SourceLocation(where.file(), where.line(), where.column(), detail);
  }
}
