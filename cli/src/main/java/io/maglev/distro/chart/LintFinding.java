package io.maglev.distro.chart;

/**
 * One thing a linter has to say about a chart.
 *
 * @param path within the chart, empty for the chart as a whole
 * @param text Helm's wording
 */
public record LintFinding(Severity severity, String path, String text) {

  /** How bad it is; only errors make a chart unfit. */
  public enum Severity {
    INFO,
    WARNING,
    ERROR
  }

  /** As {@code helm lint} prints it: {@code [ERROR] Chart.yaml: version is required}. */
  @Override
  public String toString() {
    return "[" + severity + "] " + path + ": " + text;
  }
}
