package io.maglev.distro.render;

import io.maglev.distro.chart.ResolvedChart;
import io.maglev.distro.values.Tables;
import io.maglev.distro.values.ValuesException;
import io.maglev.distro.values.schema.SchemaValidator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks values against the schemas of a chart and its subcharts, with Helm's texts. */
final class ValuesSchemas {
  private static final String HEAD =
      "values don't meet the specifications of the schema(s) in the following chart(s):\n";

  private ValuesSchemas() {}

  /**
   * Refuses values that break a schema.
   *
   * @throws ValuesException naming every chart, path and rule
   */
  static void require(ResolvedChart chart, Map<String, @Nullable Object> values) {
    StringBuilder problems = new StringBuilder();
    collect(chart, values, problems);
    if (problems.length() > 0) {
      throw new ValuesException(
          "cannot use the values of chart '" + chart.name() + "': they break its schema",
          HEAD + problems);
    }
  }

  private static void collect(
      ResolvedChart chart, Map<String, @Nullable Object> values, StringBuilder problems) {
    chart
        .source()
        .schema()
        .flatMap(schema -> SchemaValidator.problem(schema.text(), values))
        .ifPresent(problem -> problems.append(chart.name()).append(":\n").append(problem));
    for (ResolvedChart subchart : chart.dependencies()) {
      Object section = values.get(subchart.name());
      if (Tables.isTable(section)) {
        collect(subchart, Tables.table(section), problems);
      }
    }
  }
}
