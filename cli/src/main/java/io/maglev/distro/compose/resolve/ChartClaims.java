package io.maglev.distro.compose.resolve;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.compose.manifest.Need;
import io.maglev.distro.compose.manifest.Provision;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What a chart says of itself by the annotations {@code distro.maglev.io/provides} and {@code
 * distro.maglev.io/requires}. Immutable.
 */
public record ChartClaims(List<Provision> provides, List<Need> requires) {
  private static final String PROVIDES = "distro.maglev.io/provides";
  private static final String REQUIRES = "distro.maglev.io/requires";

  /**
   * Reads both annotations.
   *
   * @param file what messages call the Chart.yaml
   * @throws DistroException with CHART_INVALID if one is malformed
   */
  public static ChartClaims require(Chart chart, String file) {
    Problems problems = new Problems();
    ChartClaims claims = read(chart, file, problems);
    problems.throwIfAny(
        ErrorCode.CHART_INVALID, "cannot read what chart '" + chart.name() + "' says of itself");
    return claims;
  }

  /** As {@link #require}, telling {@code problems} of what is malformed. */
  static ChartClaims read(Chart chart, String file, Problems problems) {
    return new ChartClaims(
        parse(chart, file, PROVIDES, Provision::parse, problems),
        parse(chart, file, REQUIRES, Need::parse, problems));
  }

  private static <T> List<T> parse(
      Chart chart,
      String file,
      String annotation,
      BiFunction<String, SourceLocation, T> parser,
      Problems problems) {
    String text = chart.metadata().annotations().getOrDefault(annotation, "");
    List<T> parsed = new ArrayList<>();
    for (String item : items(text)) {
      try {
        parsed.add(parser.apply(item, SourceLocation.ofFile(file, "")));
      } catch (IllegalArgumentException e) {
        problems.add(SourceLocation.ofFile(file, annotation + ": " + e.getMessage()));
      }
    }
    return parsed;
  }

  /** The items of a comma-separated list; a range may hold commas too: {@code a >=1, <2, b}. */
  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .forEach(
            item -> {
              boolean continued = !items.isEmpty() && "<>=!~^*".indexOf(item.charAt(0)) >= 0;
              if (continued) {
                items.set(items.size() - 1, items.get(items.size() - 1) + ", " + item);
              } else {
                items.add(item);
              }
            });
    return items;
  }
}
