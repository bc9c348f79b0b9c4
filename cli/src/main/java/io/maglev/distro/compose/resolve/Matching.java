package io.maglev.distro.compose.resolve;

import io.maglev.distro.compose.manifest.Need;
import io.maglev.distro.compose.manifest.ProviderChoice;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the one provider, a component or something outside, that meets each requirement. Not
 * thread-safe.
 */
final class Matching {
  private static final int LISTED = 12;

  private final List<Member> members;
  private final List<Provider> providers = new ArrayList<>();
  private final Map<String, ProviderChoice> choices = new HashMap<>();
  private final Supplier<List<Absent>> absent;
  private final Problems problems = new Problems();
  private final Set<String> hints = new LinkedHashSet<>();

  /**
   * @param absent components of the manifest that take no part, asked for only to explain what is
   *     missing
   */
  Matching(
      List<Member> members,
      List<External> externals,
      List<ProviderChoice> choices,
      Supplier<List<Absent>> absent) {
    this.members = members;
    this.absent = absent;
    providers.addAll(members);
    providers.addAll(externals);
    choices.forEach(choice -> this.choices.put(choice.capability(), choice));
  }

  /**
   * The requirements of each component, each with who meets it.
   *
   * @throws DistroException with REQUIREMENT_UNMET and one place for each that none or several meet
   */
  Map<String, List<Requirement>> match(String distro) {
    choices.values().forEach(this::requireProvided);
    Map<String, List<Requirement>> met = new LinkedHashMap<>();
    members.forEach(member -> met.put(member.name(), match(member)));
    int count = problems.found().size();
    problems.throwIfAny(
        ErrorCode.REQUIREMENT_UNMET,
        "cannot resolve distro '"
            + distro
            + "': "
            + (count == 1 ? "1 requirement is" : count + " requirements are")
            + " not met by exactly one provider",
        hints.stream().findFirst());
    return met;
  }

  /** A choice that can never be followed is a mistake, whether or not it comes to be asked for. */
  private void requireProvided(ProviderChoice choice) {
    providers.stream()
        .filter(provider -> provider.name().equals(choice.provider()))
        .filter(provider -> provider.offer(choice.capability()).isEmpty())
        .forEach(
            provider ->
                problems.add(
                    at(
                        choice.where(),
                        "'%s' does not provide %s%s"
                            .formatted(
                                provider.name(),
                                choice.capability(),
                                NearestName.suggestion(
                                    choice.capability(), provider.provides().keySet())))));
  }

  private List<Requirement> match(Member member) {
    Set<String> byName = member.needs().stream().map(Need::capability).collect(Collectors.toSet());
    List<Requirement> requirements = new ArrayList<>();
    for (Need need : member.needs()) {
      List<Provider> offering =
          providers.stream()
              .filter(
                  other ->
                      !other.name().equals(member.name())
                          && other.offer(need.capability()).isPresent())
              .toList();
      List<Provider> meeting = meant(member, need, offering, byName);
      if (meeting.size() == 1) {
        Provider provider = meeting.get(0);
        requirements.add(
            new Requirement(
                need.capability(), need.range(), provider.name(), provider instanceof External));
      } else {
        problems.add(
            at(
                need.where(),
                "component '%s' requires %s, %s"
                    .formatted(member.name(), need, reason(need, offering, meeting))));
      }
    }
    return requirements;
  }

  /** Those that meet the need; of several the one the component or else the manifest chose. */
  private List<Provider> meant(
      Member member, Need need, List<Provider> offering, Set<String> byName) {
    List<Provider> meeting = offering.stream().filter(other -> meets(other, need)).toList();
    List<Provider> named = meeting.stream().filter(other -> byName.contains(other.name())).toList();
    if (named.size() == 1) {
      return named;
    }
    return choice(need)
        .filter(choice -> !choice.provider().equals(member.name()))
        .map(
            choice ->
                meeting.stream().filter(other -> other.name().equals(choice.provider())).toList())
        .orElse(meeting);
  }

  private Optional<ProviderChoice> choice(Need need) {
    return Optional.ofNullable(choices.get(need.capability()));
  }

  private String reason(Need need, List<Provider> offering, List<Provider> meeting) {
    if (!meeting.isEmpty()) {
      hints.add(
          "choose one with spec.providers: { %s: %s }, or require it by its own name too"
              .formatted(need.capability(), meeting.get(0).name()));
      return "which " + names(meeting) + " all provide";
    }
    if (offering.stream().anyMatch(other -> isChoice(other, need))) {
      return "but "
          + offering.stream()
              .filter(other -> isChoice(other, need))
              .map(other -> "'" + other.name() + "' provides " + offer(other, need))
              .collect(Collectors.joining(" and "))
          + chosenAt(need);
    }
    List<Absent> missed =
        absent.get().stream()
            .filter(other -> other.member().offer(need.capability()).isPresent())
            .filter(other -> isChoice(other.member(), need))
            .toList();
    if (!missed.isEmpty()) {
      hints.add(missed.get(0).remedy());
      return "which "
          + names(missed.stream().map(Absent::member).toList())
          + " provides, but that is left out";
    }
    return "which nothing provides" + known(need.capability());
  }

  private boolean isChoice(Provider provider, Need need) {
    return choice(need).map(choice -> choice.provider().equals(provider.name())).orElse(true);
  }

  private String chosenAt(Need need) {
    return choice(need)
        .map(ProviderChoice::where)
        .map(at -> ", and is the one chosen at " + at)
        .orElse("");
  }

  private String known(String capability) {
    Set<String> all = new TreeSet<>();
    providers.forEach(provider -> all.addAll(provider.provides().keySet()));
    Optional<String> nearest = NearestName.of(capability, all);
    if (nearest.isPresent()) {
      return "; did you mean '" + nearest.get() + "'?";
    }
    return "; provided are "
        + all.stream().limit(LISTED).collect(Collectors.joining(", "))
        + (all.size() > LISTED ? ", ..." : "");
  }

  private static String offer(Provider provider, Need need) {
    return provider.offer(need.capability()).map(Capability::toString).orElse("");
  }

  private static String names(List<? extends Provider> providers) {
    return providers.stream()
        .map(provider -> "'" + provider.name() + "'")
        .collect(Collectors.joining(" and "));
  }

  private static boolean meets(Provider provider, Need need) {
    VersionConstraint range = VersionConstraint.parse(need.range());
    return provider
        .offer(need.capability())
        .map(Capability::version)
        .filter(version -> matches(range, need.range(), version))
        .isPresent();
  }

  /** Any version will do for {@code *}, a pre-release too. */
  private static boolean matches(VersionConstraint range, String text, String version) {
    return text.equals("*") || range.matches(SemanticVersion.parse(version));
  }

  private static SourceLocation at(SourceLocation where, String detail) {
    return new SourceLocation(where.file(), where.line(), where.column(), detail);
  }
}
