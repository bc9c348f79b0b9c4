package io.maglev.distro.chart;

import io.maglev.distro.chart.LintFinding.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules of {@code helm lint} that need no rendering: about {@code Chart.yaml}, dependencies and
 * the names of files. A chart that does not load at all has no findings: loading says why. Not
 * thread-safe; one per chart.
 */
public final class ChartLint {
  private static final String CHART_YAML = "Chart.yaml";
  private static final Set<String> TEMPLATE_EXTENSIONS = Set.of(".yaml", ".yml", ".tpl", ".txt");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

  private final Chart chart;
  private final List<LintFinding> findings = new ArrayList<>();

  private ChartLint(Chart chart) {
    this.chart = chart;
  }

  /** What is to be said, in the order of Helm's rules; empty for a chart without fault. */
  public static List<LintFinding> check(Chart chart) {
    ChartLint lint = new ChartLint(chart);
    lint.checkApiVersion();
    lint.checkMaintainers();
    lint.checkLinks();
    lint.checkFieldsOfVersion2();
    lint.checkFiles();
    lint.checkDependencies();
    return List.copyOf(lint.findings);
  }

  private void checkApiVersion() {
    String api = chart.metadata().apiVersion();
    error(
        CHART_YAML,
        !api.equals("v1") && !api.equals("v2"),
        "apiVersion '" + api + "' is not valid. The value must be either \"v1\" or \"v2\"");
  }

  private void checkFieldsOfVersion2() {
    ChartMetadata metadata = chart.metadata();
    String api = metadata.apiVersion();
    error(
        CHART_YAML,
        !metadata.type().isEmpty() && !api.equals("v2"),
        "chart type is not valid in apiVersion '" + api + "'. It is valid in apiVersion 'v2'");
    boolean inRequirements =
        chart.raw().stream().anyMatch(file -> file.name().equals("requirements.yaml"));
    error(
        CHART_YAML,
        !metadata.dependencies().isEmpty() && !inRequirements && !api.equals("v2"),
        "dependencies are not valid in the Chart file with apiVersion '"
            + api
            + "'. They are valid in apiVersion 'v2'");
  }

  private void checkMaintainers() {
    for (ChartMaintainer maintainer : chart.metadata().maintainers()) {
      String of = "' for maintainer '" + maintainer.name() + "'";
      if (maintainer.name().isEmpty()) {
        error(CHART_YAML, true, "each maintainer requires a name");
      } else if (!maintainer.email().isEmpty() && !EMAIL.matcher(maintainer.email()).matches()) {
        error(CHART_YAML, true, "invalid email '" + maintainer.email() + of);
      } else {
        boolean bad = !maintainer.url().isEmpty() && !isUrl(maintainer.url());
        error(CHART_YAML, bad, "invalid url '" + maintainer.url() + of);
      }
    }
  }

  private void checkLinks() {
    for (String source : chart.metadata().sources()) {
      error(CHART_YAML, source.isEmpty() || !isUrl(source), "invalid source URL '" + source + "'");
    }
    String icon = chart.metadata().icon();
    add(Severity.INFO, CHART_YAML, icon.isEmpty(), "icon is recommended");
    error(CHART_YAML, !icon.isEmpty() && !isUrl(icon), "invalid icon URL '" + icon + "'");
  }

  private void checkFiles() {
    boolean values = chart.raw().stream().anyMatch(file -> file.name().equals("values.yaml"));
    add(Severity.INFO, "values.yaml", !values, "file does not exist");
    add(Severity.WARNING, "templates/", chart.templates().isEmpty(), "directory does not exist");
    for (ChartFile template : chart.templates()) {
      String base = template.name().substring(template.name().lastIndexOf('/') + 1);
      int dot = base.lastIndexOf('.');
      String extension = dot < 0 ? "" : base.substring(dot);
      error(
          template.name(),
          !TEMPLATE_EXTENSIONS.contains(extension),
          "file extension '"
              + extension
              + "' not valid. Valid extensions are .yaml, .yml, .tpl, or .txt");
    }
  }

  private void checkDependencies() {
    Set<String> present =
        chart.dependencies().stream().map(Chart::name).collect(Collectors.toSet());
    Set<String> listed =
        chart.metadata().dependencies().stream()
            .map(ChartDependency::name)
            .collect(Collectors.toSet());
    String unlisted = without(chart.dependencies().stream().map(Chart::name).toList(), listed);
    error("", !unlisted.isEmpty(), "chart metadata is missing these dependencies: " + unlisted);
    String absent =
        without(
            chart.metadata().dependencies().stream().map(ChartDependency::name).toList(), present);
    add(
        Severity.WARNING,
        "",
        !absent.isEmpty(),
        "chart directory is missing these dependencies: " + absent);
  }

  private static String without(List<String> names, Set<String> known) {
    return names.stream().filter(name -> !known.contains(name)).collect(Collectors.joining(","));
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      return uri.getScheme() != null && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private void error(String path, boolean wrong, String text) {
    add(Severity.ERROR, path, wrong, text);
  }

  private void add(Severity severity, String path, boolean applies, String text) {
    if (applies) {
      findings.add(new LintFinding(severity, path, text));
    }
  }
}
