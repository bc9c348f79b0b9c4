package io.maglev.distro.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a {@code .helmignore} file, as Helm's {@code pkg/ignore} reads them. Like Git's,
 * with these differences: no {@code **}, rules are tried in order and the first that matches
 * decides, and a negated rule ({@code !x}) ignores everything that does NOT match it. Immutable.
 */
public final class IgnoreRules {
  private static final String DEFAULT_RULE = "templates/.?*";
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final List<Rule> rules;

  private IgnoreRules(List<Rule> rules) {
    this.rules = rules;
  }

  /** Only the rule that always holds: dotfiles in {@code templates/} are ignored. */
  public static IgnoreRules defaults() {
    return parse("");
  }

  /**
   * Parses the text of a {@code .helmignore} file; the default rule is added.
   *
   * @throws ChartLoadException if a rule is malformed
   */
  public static IgnoreRules parse(String text) {
    String body = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    List<Rule> rules = new ArrayList<>();
    for (String line : body.split("\r?\n", -1)) {
      String rule = line.strip();
      if (!rule.isEmpty() && !rule.startsWith("#")) {
        rules.add(Rule.parse(rule));
      }
    }
    rules.add(Rule.parse(DEFAULT_RULE));
    return new IgnoreRules(List.copyOf(rules));
  }

  /**
   * Whether a file or directory is left out.
   *
   * @param path relative to the chart, with {@code /} between segments
   */
  public boolean ignores(String path, boolean directory) {
    for (Rule rule : rules) {
      boolean applies = !rule.directoriesOnly || directory;
      if (rule.negated) {
        if (!applies || !rule.matches(path)) {
          return true;
        }
      } else if (applies && rule.matches(path)) {
        return true;
      }
    }
    return false;
  }

  /**
   * One line.
   *
   * @param wholePath compared with the path from the chart's root, else with the last segment
   */
  private record Rule(
      PathPattern pattern, boolean negated, boolean directoriesOnly, boolean wholePath) {

    static Rule parse(String line) {
      if (line.contains("**")) {
        throw malformed(line, "double-star (**) syntax is not supported");
      }
      boolean negated = line.startsWith("!");
      String rule = negated ? line.substring(1) : line;
      boolean directoriesOnly = rule.endsWith("/");
      if (directoriesOnly) {
        rule = rule.substring(0, rule.length() - 1);
      }
      boolean wholePath = rule.contains("/");
      try {
        PathPattern pattern = PathPattern.compile(rule.startsWith("/") ? rule.substring(1) : rule);
        return new Rule(pattern, negated, directoriesOnly, wholePath);
      } catch (IllegalArgumentException e) {
        throw malformed(line, "syntax error in pattern");
      }
    }

    boolean matches(String path) {
      return pattern.matches(wholePath ? path : path.substring(path.lastIndexOf('/') + 1));
    }

    private static ChartLoadException malformed(String line, String reason) {
      return new ChartLoadException(
          "cannot read rule '" + line + "' of .helmignore: " + reason, reason);
    }
  }
}
