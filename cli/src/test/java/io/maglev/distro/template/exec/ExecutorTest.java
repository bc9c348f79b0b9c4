package io.maglev.distro.template.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExecutorTest {
  private static final GoType TEXT = GoType.STRING;

  /** Helm's include and tpl, as far as the engine is concerned. */
  private static final Map<String, TemplateFunction> FUNCTIONS =
      Map.of(
          "include",
          TemplateFunction.of(
              "include",
              List.of(TEXT, GoType.ANY),
              TEXT,
              args -> args.execution().execute(args.string(0), args.any(1))),
          "tpl",
          TemplateFunction.of(
              "tpl",
              List.of(TEXT, GoType.ANY),
              TEXT,
              args -> args.execution().executeText(args.string(0), args.any(1))),
          "where",
          TemplateFunction.of("where", List.of(), TEXT, args -> args.execution().templateName()),
          "defect",
          TemplateFunction.of("defect", List.of(), TEXT, args -> args.string(5)),
          "denied",
          TemplateFunction.of(
              "denied",
              List.of(),
              TEXT,
              args -> {
                throw DistroException.of(ErrorCode.CLUSTER_FORBIDDEN, "cannot look");
              }));

  private static final ExecOptions OPTIONS =
      ExecOptions.of(FUNCTIONS, MissingKey.ZERO, Limits.DEFAULT);

  private static TemplateSet set(String... namesAndTexts) {
    TemplateSet.Builder set = TemplateSet.builder("gotpl", FUNCTIONS.keySet());
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      set.parse(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return set.build();
  }

  private static String run(String text) {
    return set("t", text).execute("t", data(), OPTIONS);
  }

  private static ExecException failure(String text) {
    return catchThrowableOfType(ExecException.class, () -> run(text));
  }

  private static Map<String, @Nullable Object> data() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("s", "text");
    data.put("list", List.of("a", "b"));
    return data;
  }

  @Test
  void failure_inADefinition_hasItsPartsAndGoText() {
    ExecException error = failure("é\n{{define \"d\"}}é{{ .s.x }}{{end}}{{template \"d\" .}}");

    assertThat(error.templateName()).isEqualTo("t");
    assertThat(error.line()).isEqualTo(2);
    assertThat(error.column()).isEqualTo(21);
    assertThat(error.executing()).isEqualTo("d");
    assertThat(error.context()).contains(".s.x");
    assertThat(error.detail()).isEqualTo("can't evaluate field x in type interface {}");
    assertThat(error.code()).isEqualTo(ErrorCode.RENDER_FAILED);
    assertThat(error)
        .hasMessage(
            "template: t:2:21: executing \"d\" at <.s.x>: can't evaluate field x in type interface"
                + " {}");
  }

  @Test
  void include_ofAnotherTemplate_givesItsOutputAsAValue() {
    assertThat(run("{{define \"d\"}}[{{.}}]{{end}}{{include \"d\" .s | printf \"%q\"}}"))
        .isEqualTo("\"[text]\"");
  }

  @Test
  void include_ofAFailingTemplate_wrapsItsTextInItsOwn() {
    assertThat(failure("{{define \"d\"}}{{.x}}{{end}}{{ include \"d\" .s }}"))
        .hasMessage(
            "template: t:1:30: executing \"t\" at <include \"d\" .s>: error calling include:"
                + " template: t:1:16: executing \"d\" at <.x>: can't evaluate field x in type"
                + " string");
  }

  @Test
  void include_ofNoTemplate_saysSoAsGoDoes() {
    assertThat(failure("{{include \"nope\" .}}"))
        .hasMessageEndingWith(
            "error calling include: template: no template \"nope\" associated with template"
                + " \"gotpl\"");
  }

  @Test
  void templateName_isThatOfTheExecutingTemplate() {
    assertThat(
            run("{{where}}{{define \"d\"}}{{where}}{{end}} {{template \"d\"}} {{include \"d\" 1}}"))
        .isEqualTo("t d d");
  }

  @Test
  void tpl_seesTheSet_andKeepsItsDefinitionsToItself() {
    TemplateSet set =
        set(
            "h", "{{define \"h\"}}helper {{.}}{{end}}",
            "t",
                "{{tpl \"{{define \\\"own\\\"}}mine{{end}}{{include \\\"h\\\" .}} {{include \\\"own\\\" .}}\" 1}}",
            "u", "{{include \"own\" .}}");

    assertThat(set.execute("t", data(), OPTIONS)).isEqualTo("helper 1 mine");
    assertThat(catchThrowableOfType(ExecException.class, () -> set.execute("u", null, OPTIONS)))
        .hasMessageContaining("no template \"own\"");
  }

  @Test
  void tpl_ofATemplateThatDoesNotParse_namesTheSet() {
    assertThat(failure("{{tpl \"{{\" .}}"))
        .hasMessageEndingWith("error calling tpl: template: gotpl:1: unclosed action");
  }

  @Test
  void tpl_nestedBeyondAllLayers_seesAllDefinitionsSoFar() {
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i < 8; i++) {
      data.put("t" + i, "{{define \"d" + i + "\"}}" + i + "{{end}}{{tpl .t" + (i + 1) + " .}}");
    }
    data.put("t8", "{{include \"h\" .}}{{include \"d0\" .}}{{include \"d7\" .}}");
    TemplateSet set = set("h", "{{define \"h\"}}h{{end}}", "t", "{{tpl .t0 .}}");

    assertThat(set.execute("t", data, OPTIONS)).isEqualTo("h07");
  }

  @Test
  void with_manyTimes_keepsAllDefinitionsButBlankOnes() {
    TemplateSet set = set("base", "{{define \"a\"}}base{{end}}");
    for (int i = 0; i < 12; i++) {
      set = set.with("x" + i, "{{define \"d" + i + "\"}}" + i + "{{end}}").set();
    }
    set = set.with("blank", "{{define \"a\"}} {{end}}{{define \"d3\"}}new{{end}}").set();

    assertThat(set.execute("a", null, OPTIONS)).isEqualTo("base");
    assertThat(set.execute("d3", null, OPTIONS)).isEqualTo("new");
    assertThat(set.execute("d11", null, OPTIONS)).isEqualTo("11");
    assertThat(set.templateNames()).hasSize(1 + 1 + 24 + 1);
  }

  @Test
  void with_blankText_isExecutedAllTheSame() {
    Template blank = set("x", "full").with("x", " \n");

    assertThat(blank.execute(null, OPTIONS)).isEqualTo(" \n");
    assertThat(blank.set().execute("x", null, OPTIONS)).isEqualTo("full");
  }

  @Test
  void functionDefect_isAnErrorOfTheTemplate() {
    assertThat(failure("{{defect}}"))
        .hasMessageStartingWith(
            "template: t:1:2: executing \"t\" at <defect>: error calling defect:")
        .hasCauseInstanceOf(RuntimeException.class);
  }

  @Test
  void functionFailure_isTheCause() {
    assertThat(failure("{{denied}}"))
        .hasMessageEndingWith("error calling denied: cannot look")
        .cause()
        .isInstanceOfSatisfying(
            DistroException.class,
            cause -> assertThat(cause.code()).isEqualTo(ErrorCode.CLUSTER_FORBIDDEN));
  }

  @Test
  void execution_outsideATemplate_isRefused() {
    TemplateFunction where = java.util.Objects.requireNonNull(FUNCTIONS.get("where"));

    assertThat(
            catchThrowableOfType(
                FunctionException.class,
                () -> where.body().call(new io.maglev.distro.template.Arguments(List.of()))))
        .hasMessage("no template is executing");
  }

  @Test
  void set_executedByManyThreads_givesEachItsOwnOutput() throws Exception {
    TemplateSet set = set("t", "{{$x := .}}{{range 50}}{{$x}}{{end}}");
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String own = "<" + i + ">";
        results.add(pool.submit(() -> set.execute("t", own, OPTIONS)));
      }

      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(("<" + i + ">").repeat(50));
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void output_appended_followsWhatIsThere() {
    StringBuilder out = new StringBuilder("before ");

    set("t", "after").find("t").orElseThrow().execute(null, OPTIONS, out);

    assertThat(out).hasToString("before after");
  }
}
