package io.maglev.distro.cli.output;

import io.maglev.distro.action.conformance.Finding;
import io.maglev.distro.action.conformance.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What comparing charts with Helm came to, for people: a table by folder, totals, differences. */
public final class ConformanceReport {
  /** Of a refusal or a difference more than this helps nobody on a terminal. */
  private static final int LONGEST_DETAIL = 1000;

  /** So many differences show what is wrong; a whole folder of them hides the table. */
  private static final int SOME = 5;

  private final Path root;
  private final List<Finding> findings;

  public ConformanceReport(Path root, List<Finding> findings) {
    this.root = root;
    this.findings = findings;
  }

  /**
   * The whole report.
   *
   * @param details whether to print every case that does not conform, not the first few only
   */
  public String text(boolean details, Display display) {
    StringBuilder text = new StringBuilder();
    List<Finding> different = findings.stream().filter(f -> !f.verdict().conforms()).toList();
    int shown = details ? different.size() : Math.min(SOME, different.size());
    different.subList(0, shown).forEach(f -> text.append(detail(f)));
    if (shown < different.size()) {
      text.append(different.size() - shown).append(" more differ: --details shows them\n\n");
    }
    return text.append(table(display)).append('\n').append(totals()).toString();
  }

  /** Every finding, as data. */
  public List<Map<String, @Nullable Object>> data() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("case", finding.subject().label(root));
      row.put("verdict", finding.verdict().text());
      row.put("conforms", finding.verdict().conforms());
      row.put("detail", finding.detail());
      row.put("helmMillis", finding.helm().toMillis());
      row.put("distroMillis", finding.distro().toMillis());
      rows.add(row);
    }
    return rows;
  }

  private String detail(Finding finding) {
    String detail = finding.detail();
    String shown =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + " ..." : detail;
    return "%s: %s%n  %s%n%n"
        .formatted(
            PlainText.line(finding.subject().label(root)),
            finding.verdict().text(),
            PlainText.lines(shown).replace("\n", "\n  "));
  }

  private String table(Display display) {
    Map<String, Map<Verdict, Integer>> groups = new LinkedHashMap<>();
    findings.forEach(f -> groups.computeIfAbsent(f.subject().group(), g -> none()));
    findings.forEach(f -> count(groups.getOrDefault(f.subject().group(), none()), f));
    Map<Verdict, Integer> all = none();
    findings.forEach(f -> count(all, f));
    groups.put("total", all);
    List<Verdict> columns = new ArrayList<>(List.of(Verdict.values()));
    columns.removeIf(verdict -> all.getOrDefault(verdict, 0) == 0);
    List<String> headings = new ArrayList<>(List.of("CHARTS", "CASES"));
    columns.forEach(verdict -> headings.add(verdict.text().toUpperCase(Locale.ROOT)));
    Table table = new Table(headings.toArray(String[]::new));
    groups.forEach(
        (group, counts) -> {
          List<String> cells = new ArrayList<>(List.of(group));
          cells.add(String.valueOf(counts.values().stream().mapToInt(Integer::intValue).sum()));
          columns.forEach(verdict -> cells.add(String.valueOf(counts.getOrDefault(verdict, 0))));
          table.row(cells.toArray(String[]::new));
        });
    return table.text(display);
  }

  private String totals() {
    long conforming = findings.stream().filter(f -> f.verdict().conforms()).count();
    return String.format(
        Locale.ROOT,
        "%d of %d cases cannot be told from Helm (%.2f %%); Helm took %s in processes of its own,"
            + " distro %s%n",
        conforming,
        findings.size(),
        100.0 * conforming / findings.size(),
        seconds(findings.stream().map(Finding::helm).reduce(Duration.ZERO, Duration::plus)),
        seconds(findings.stream().map(Finding::distro).reduce(Duration.ZERO, Duration::plus)));
  }

  private static Map<Verdict, Integer> none() {
    return new EnumMap<>(Verdict.class);
  }

  private static void count(Map<Verdict, Integer> counts, Finding finding) {
    counts.merge(finding.verdict(), 1, Integer::sum);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
