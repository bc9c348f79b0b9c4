package io.maglev.distro.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maglev.distro.oracle.RecordedRow;
import io.maglev.distro.template.exec.ExecOptions;
import io.maglev.distro.template.exec.Limits;
import io.maglev.distro.template.exec.MissingKey;
import io.maglev.distro.template.exec.TemplateSet;
import io.maglev.distro.template.parse.Parser;
import io.maglev.distro.template.parse.Tree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what {@code testbed/oracle/gotemplate} has recorded from Go's text/template. */
class RecordedTemplatesTest {
  private static final Path DATA = Path.of("src/test/resources/golden/template/exec/data.json");
  private static final Map<String, TemplateFunction> FUNCTIONS = OracleData.functions();

  static Stream<RecordedRow> parsed() {
    return rows("template/parse");
  }

  static Stream<RecordedRow> executed() {
    return rows("template/exec");
  }

  static Stream<RecordedRow> sets() {
    return rows("template/set");
  }

  private static Stream<RecordedRow> rows(String directory) {
    return RecordedRow.files(directory).stream().flatMap(file -> RecordedRow.read(file).stream());
  }

  @ParameterizedTest
  @MethodSource("parsed")
  void tree_printed_isAsGoPrintsIt(RecordedRow row) {
    check(row, () -> tree(row.text()).toString());
  }

  @ParameterizedTest
  @MethodSource("parsed")
  void tree_parsedAgainFromItsText_isTheSame(RecordedRow row) {
    if (!row.failed()) {
      assertThat(tree(row.expected()).toString()).isEqualTo(row.expected());
    }
  }

  private static Tree tree(String text) {
    TemplateSet.Builder known = TemplateSet.builder("root", FUNCTIONS.keySet());
    return Objects.requireNonNull(Parser.parse("t", text, known::hasFunction).get("t"));
  }

  @ParameterizedTest
  @MethodSource("executed")
  void template_executed_givesWhatGoGives(RecordedRow row) {
    MissingKey missingKey =
        row.place().contains("missing-default")
            ? MissingKey.DEFAULT
            : row.place().contains("missing-error") ? MissingKey.ERROR : MissingKey.ZERO;

    check(
        row,
        () ->
            TemplateSet.builder("root", FUNCTIONS.keySet())
                .parse("t", row.text())
                .build()
                .execute("t", OracleData.load(DATA), options(missingKey)));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void set_executed_givesWhatGoGives(RecordedRow row) throws JsonProcessingException {
    List<String> texts = List.of(new ObjectMapper().readValue(row.text(), String[].class));
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("x", "dot");

    check(
        row,
        () -> {
          TemplateSet.Builder set = TemplateSet.builder("root", FUNCTIONS.keySet());
          for (int i = 1; i < texts.size(); i += 2) {
            set.parse(texts.get(i), texts.get(i + 1));
          }
          return set.build().execute(texts.get(0), data, options(MissingKey.ZERO));
        });
  }

  private static ExecOptions options(MissingKey missingKey) {
    return ExecOptions.of(FUNCTIONS, missingKey, Limits.DEFAULT);
  }

  private interface Evaluation {
    String output();
  }

  private static void check(RecordedRow row, Evaluation evaluation) {
    String output;
    boolean failed = false;
    try {
      output = evaluation.output();
    } catch (TemplateException e) {
      output = String.valueOf(e.getMessage());
      failed = true;
    }

    assertThat(output).isEqualTo(row.expected());
    assertThat(failed).isEqualTo(row.failed());
  }
}
