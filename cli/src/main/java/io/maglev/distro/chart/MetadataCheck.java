package io.maglev.distro.chart;

import io.maglev.distro.version.InvalidVersionException;
import io.maglev.distro.version.SemanticVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The checks of Helm's {@code chart.Metadata.Validate}, with its texts, and the cleaning of texts
 * it does on the way: white space becomes a plain space, characters that do not print go.
 */
final class MetadataCheck {
  private static final Pattern ALIAS = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final Set<String> TYPES = Set.of("", "application", "library");

  private MetadataCheck() {}

  /**
   * The cleaned metadata.
   *
   * @throws ChartLoadException with Helm's {@code validation: ...} text
   */
  static ChartMetadata checked(ChartMetadata raw) {
    String name = clean(raw.name());
    require(!raw.apiVersion().isEmpty(), "chart.metadata.apiVersion is required");
    require(!name.isEmpty(), "chart.metadata.name is required");
    require(
        !name.equals(".") && !name.equals(".."),
        "chart.metadata.name " + quoted(name) + " is not allowed");
    require(!name.contains("/"), "chart.metadata.name " + quoted(name) + " is invalid");
    require(!raw.version().isEmpty(), "chart.metadata.version is required");
    require(
        isVersion(raw.version()),
        "chart.metadata.version " + quoted(raw.version()) + " is invalid");
    require(TYPES.contains(raw.type()), "chart.metadata.type must be application or library");
    require(
        raw.maintainers().stream().noneMatch(MetadataReader.NULL_MAINTAINER::equals),
        "maintainers must not contain empty or null nodes");
    List<ChartDependency> dependencies = checkedDependencies(raw.dependencies());
    return cleaned(raw).with(name, raw.listsDependencies(), dependencies);
  }

  private static List<ChartDependency> checkedDependencies(List<ChartDependency> dependencies) {
    Set<String> names = new HashSet<>();
    for (ChartDependency dependency : dependencies) {
      require(
          !dependency.equals(MetadataReader.NULL_DEPENDENCY),
          "dependencies must not contain empty or null nodes");
      String name = clean(dependency.name());
      require(
          dependency.alias().isEmpty() || ALIAS.matcher(dependency.alias()).matches(),
          "dependency " + quoted(name) + " has disallowed characters in the alias");
      String key = dependency.alias().isEmpty() ? name : dependency.alias();
      require(names.add(key), "more than one dependency with name or alias " + quoted(key));
    }
    return dependencies.stream().map(MetadataCheck::cleaned).toList();
  }

  private static ChartMetadata cleaned(ChartMetadata raw) {
    return new ChartMetadata(
        clean(raw.name()),
        clean(raw.home()),
        raw.sources().stream().map(MetadataCheck::clean).toList(),
        raw.version(),
        clean(raw.description()),
        raw.keywords().stream().map(MetadataCheck::clean).toList(),
        raw.maintainers().stream().map(MetadataCheck::cleaned).toList(),
        clean(raw.icon()),
        raw.apiVersion(),
        clean(raw.condition()),
        clean(raw.tags()),
        clean(raw.appVersion()),
        raw.deprecated(),
        raw.annotations(),
        clean(raw.kubeVersion()),
        raw.listsDependencies(),
        raw.dependencies(),
        raw.type());
  }

  private static ChartMaintainer cleaned(ChartMaintainer raw) {
    return new ChartMaintainer(clean(raw.name()), clean(raw.email()), clean(raw.url()));
  }

  private static ChartDependency cleaned(ChartDependency raw) {
    return new ChartDependency(
        clean(raw.name()),
        clean(raw.version()),
        clean(raw.repository()),
        clean(raw.condition()),
        raw.tags().stream().map(MetadataCheck::clean).toList(),
        raw.enabled(),
        raw.importValues(),
        raw.alias());
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            rune -> {
              if (isSpace(rune)) {
                clean.append(' ');
              } else if (isPrintable(rune)) {
                clean.appendCodePoint(rune);
              }
            });
    return clean.toString();
  }

  private static boolean isSpace(int rune) {
    return (Character.isWhitespace(rune) && rune < 0x1c)
        || Character.isSpaceChar(rune)
        || rune == 0x85;
  }

  private static boolean isPrintable(int rune) {
    return switch (Character.getType(rune)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static boolean isVersion(String text) {
    try {
      SemanticVersion.parse(text);
      return true;
    } catch (InvalidVersionException e) {
      return false;
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new ChartLoadException("cannot accept the chart: " + problem, "validation: " + problem);
    }
  }
}
