package io.maglev.distro.compose;

import io.maglev.distro.model.Capabilities;
import io.maglev.distro.render.ClientCapabilities;
import io.maglev.distro.version.SemanticVersion;
import io.maglev.distro.version.VersionConstraint;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The oldest Kubernetes a distro is for: what it renders for must work there too. */
public final class LowestKubernetes {
  /** Versions, not the numbers of their pre-releases. */
  private static final Pattern VERSION =
      Pattern.compile("(?<![\\w.+-])v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?");

  private LowestKubernetes() {}

  /**
   * The capabilities to prove the rendering with: of the lowest version in the range, if one of the
   * versions the range names is in it, else those Helm assumes without a cluster.
   */
  public static Capabilities capabilities(String range) {
    Capabilities standard = ClientCapabilities.standard();
    return in(range)
        .map(version -> ClientCapabilities.withKubeVersion(standard, "v" + version))
        .orElse(standard);
  }

  /** The lowest release in the range of those it names and those next to them. */
  static Optional<String> in(String range) {
    VersionConstraint constraint = VersionConstraint.parse(range);
    Set<String> named = new LinkedHashSet<>();
    Set<String> below = new LinkedHashSet<>();
    Matcher version = VERSION.matcher(range);
    while (version.find()) {
      long major = number(version.group(1));
      long minor = number(version.group(2));
      long patch = number(version.group(3));
      named.add(major + "." + minor + "." + patch);
      named.add(major + "." + minor + "." + (patch + 1));
      named.add(major + "." + (minor + 1) + ".0");
      below.add(major + "." + Math.max(0, minor - 1) + ".0");
    }
    return lowest(named, constraint).or(() -> lowest(below, constraint));
  }

  private static Optional<String> lowest(Set<String> versions, VersionConstraint constraint) {
    return versions.stream()
        .map(SemanticVersion::parse)
        .filter(constraint::matches)
        .min(Comparator.naturalOrder())
        .map(SemanticVersion::toString);
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
