package io.maglev.distro.version;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A range of versions such as {@code ^1.2 || >=3.0.0-0 <4}, with the rules of Masterminds/semver
 * v3. Immutable.
 *
 * <p>A pre-release matches only if some version of the same {@code ||} group is one itself; hence
 * the customary {@code >=1.20-0}.
 */
public final class VersionConstraint {
  private static final int MAX_BYTES = 512;
  private static final int MAX_GROUPS = 32;

  private final List<List<Comparison>> groups;

  private VersionConstraint(List<List<Comparison>> groups) {
    this.groups = groups;
  }

  /**
   * Parses a range: comparisons joined by blanks or commas into groups, groups joined by {@code
   * ||}; operators {@code = != > < >= => <= =< ~ ~> ^} or none, hyphen ranges, wildcards.
   *
   * @throws InvalidVersionException with the Go library's text as its reason
   */
  public static VersionConstraint parse(String text) {
    if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw InvalidVersionException.ofConstraint(
          text.substring(0, 32) + "...", "constraint string is too long (max 512 bytes)");
    }
    String[] alternatives = ConstraintParser.rewriteHyphenRanges(text).split("\\|\\|", -1);
    if (alternatives.length > MAX_GROUPS) {
      throw InvalidVersionException.ofConstraint(text, "too many constraint groups (max 32)");
    }
    List<List<Comparison>> groups = new ArrayList<>(alternatives.length);
    for (String alternative : alternatives) {
      groups.add(
          ConstraintParser.parseGroup(alternative)
              .orElseThrow(
                  () ->
                      InvalidVersionException.ofConstraint(
                          text, "improper constraint: " + quote(alternative))));
    }
    return new VersionConstraint(List.copyOf(groups));
  }

  /**
   * The range of the versions that lie in both; a pre-release may lie in it where either names one.
   *
   * @throws InvalidVersionException if it is longer than a range may be
   */
  public VersionConstraint and(VersionConstraint other) {
    List<List<Comparison>> both = new ArrayList<>();
    for (List<Comparison> group : groups) {
      for (List<Comparison> otherGroup : other.groups) {
        List<Comparison> joined = new ArrayList<>(group);
        joined.addAll(otherGroup);
        both.add(joined);
      }
    }
    return parse(new VersionConstraint(both).toString());
  }

  /** Whether the version lies in the range. */
  public boolean matches(SemanticVersion version) {
    return groups.stream().anyMatch(group -> matches(group, version));
  }

  /**
   * Why the version does not lie in the range, in the words of the Go library; empty if it does.
   */
  public List<String> objections(SemanticVersion version) {
    List<String> objections = new ArrayList<>();
    for (List<Comparison> group : groups) {
      int before = objections.size();
      boolean prereleases = namesPrerelease(group);
      if (version.isPrerelease() && !prereleases) {
        String objection = onlyReleases(version);
        if (!objections.contains(objection)) {
          objections.add(objection);
        }
        continue;
      }
      group.stream()
          .map(comparison -> Optional.ofNullable(comparison.objection(version, prereleases)))
          .flatMap(Optional::stream)
          .forEach(objections::add);
      if (objections.size() == before) {
        return List.of();
      }
    }
    return objections;
  }

  private static boolean matches(List<Comparison> group, SemanticVersion version) {
    boolean prereleases = namesPrerelease(group);
    return group.stream()
        .allMatch(comparison -> comparison.objection(version, prereleases) == null);
  }

  private static boolean namesPrerelease(List<Comparison> group) {
    return group.stream().anyMatch(comparison -> comparison.version().isPrerelease());
  }

  static String onlyReleases(SemanticVersion version) {
    return '"'
        + version.toString()
        + "\" is a prerelease version and the constraint is only looking for release versions";
  }

  /** As Go's {@code %q} for the texts that people write; control characters in hexadecimal. */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\f' -> quoted.append("\\f");
        case '\b' -> quoted.append("\\b");
        case 0x07 -> quoted.append("\\a");
        case 0x0b -> quoted.append("\\v");
        default -> {
          if (c < ' ' || c == 0x7f) {
            quoted.append(String.format("\\x%02x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** The range in the library's normalised form. */
  @Override
  public String toString() {
    return groups.stream()
        .map(group -> group.stream().map(Comparison::toString).collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" || "));
  }
}
