package io.maglev.distro.template.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Map<String, TemplateFunction> FUNCTIONS =
      Map.of(
          "include",
          TemplateFunction.of(
              "include",
              List.of(GoType.STRING, GoType.ANY),
              GoType.STRING,
              args -> args.execution().execute(args.string(0), args.any(1))));

  private static final Limits SMALL = new Limits(10, 1000, 500, Duration.ofSeconds(60));

  private static ExecException failure(String text, Limits limits) {
    return catchThrowableOfType(ExecException.class, () -> run(text, null, limits));
  }

  private static String run(String text, @Nullable Object data, Limits limits) {
    return TemplateSet.builder("set", FUNCTIONS.keySet())
        .parse("t", text)
        .build()
        .execute("t", data, ExecOptions.of(FUNCTIONS, MissingKey.ZERO, limits));
  }

  @Test
  void calls_nestedTooDeep_failAtTheCall() {
    assertThat(failure("{{define \"d\"}}\n{{template \"d\"}}{{end}}{{template \"d\"}}", SMALL))
        .hasMessage(
            "template: t:2:11: executing \"d\" at <{{template \"d\"}}>: exceeded maximum template"
                + " depth (10)");
  }

  @Test
  void calls_nestedAsDeepAsAllowed_succeed() {
    // Each call is given the length of a text one longer than its number.
    String next = "(len (print 0 (printf \"%*d\" . 0)))";
    String body = "{{if lt . 10}}{{template \"d\" " + next + "}}{{end}}";
    String text = "{{define \"d\"}}" + body + "{{end}}x{{template \"d\" 1}}";

    assertThat(run(text, null, SMALL)).isEqualTo("x");
  }

  @Test
  void calls_withoutEnd_failAtGosDepth() {
    Limits limits = Limits.DEFAULT;

    assertThat(failure("{{define \"d\"}}{{template \"d\"}}{{end}}{{template \"d\"}}", limits))
        .hasMessageEndingWith("exceeded maximum template depth (100000)");
  }

  @Test
  void includes_withoutEnd_failInsteadOfOverflowing() {
    Limits limits = new Limits(100_000, 1 << 20, 100_000_000, Duration.ofSeconds(60));

    assertThat(failure("{{define \"d\"}}{{include \"d\" .}}{{end}}{{include \"d\" .}}", limits))
        .hasMessageContaining("exceeded maximum template depth (100000)");
  }

  @Test
  void output_tooLong_fails() {
    assertThat(failure("{{range 400}}{{printf \"%100d\" .}}{{end}}", SMALL))
        .hasMessageEndingWith("exceeded maximum output size (1000)");
  }

  @Test
  void loops_tooLong_fail_nestedRunsIncluded() {
    assertThat(failure("{{range 1000000}}{{end}}", SMALL))
        .hasMessageEndingWith("exceeded maximum number of steps (500)");
    assertThat(
            failure(
                "{{define \"d\"}}{{range 100}}{{end}}{{end}}{{range 100}}{{include \"d\" .}}{{end}}",
                SMALL))
        .hasMessageContaining("exceeded maximum number of steps (500)");
  }

  @Test
  void time_tooLong_fails() {
    Limits limits = new Limits(10, 1000, Long.MAX_VALUE, Duration.ofMillis(50));

    assertThat(failure("{{range 1000000000000}}{{end}}", limits))
        .hasMessageContaining("exceeded maximum execution time");
  }

  @Test
  void budget_ofSeveralExecutions_isUsedUpByAll() {
    ExecOptions options = ExecOptions.of(FUNCTIONS, MissingKey.ZERO, SMALL);
    Budget budget = new Budget(SMALL);
    TemplateSet set =
        TemplateSet.builder("set", FUNCTIONS.keySet()).parse("t", "{{range 200}}{{end}}").build();

    assertThat(set.execute("t", null, options, budget)).isEmpty();
    assertThat(set.execute("t", null, options, budget)).isEmpty();
    assertThat(
            catchThrowableOfType(
                ExecException.class, () -> set.execute("t", null, options, budget)))
        .hasMessageEndingWith("exceeded maximum number of steps (500)");
    assertThat(set.execute("t", null, options)).isEmpty();
  }

  @Test
  void budget_spentInFunctions_looksAtTheClock() {
    Budget budget = new Budget(new Limits(10, 1000, Long.MAX_VALUE, Duration.ofMillis(-1)));

    assertThat(budget.step()).isNull();
    assertThat(budget.spend(5000)).startsWith("exceeded maximum execution time");
  }

  @Test
  void calls_ofFunctions_countAsSteps_andSoDoTheirTexts() {
    assertThat(failure("{{range 300}}{{print 1 | print | len | print | len}}{{end}}", SMALL))
        .hasMessageEndingWith("exceeded maximum number of steps (500)");
    assertThat(failure("{{len (printf \"%40000d\" 1)}}", SMALL))
        .hasMessageEndingWith("exceeded maximum number of steps (500)");
  }

  @Test
  void interruptedThread_stopsTheRun() {
    Thread.currentThread().interrupt();
    try {
      assertThat(failure("{{range 1000000000000}}{{end}}", Limits.DEFAULT))
          .hasMessageEndingWith("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void valueThatHoldsItself_printed_fails() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("self", data);

    assertThat(catchThrowableOfType(ExecException.class, () -> run("{{.}}", data, Limits.DEFAULT)))
        .hasMessage(
            "template: t:1:2: executing \"t\" at <{{.}}>: printed value is nested deeper than 10000"
                + " levels");
  }

  @Test
  void valueThatHoldsItself_walked_isFine() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("self", data);
    data.put("x", "deep");

    assertThat(run("{{.self.self.self.x}}", data, SMALL)).isEqualTo("deep");
  }

  @Test
  void expression_nestedAsDeepAsTheParserAllows_isEvaluated() {
    String text = "{{" + "(".repeat(2000) + "1" + ")".repeat(2000) + "}}";

    assertThat(DeepStack.call(() -> run(text, null, SMALL))).isEqualTo("1");
  }

  @Test
  void deepStack_passesFailuresOn() {
    IllegalStateException failure = new IllegalStateException("x");

    assertThat(
            catchThrowableOfType(
                IllegalStateException.class,
                () ->
                    DeepStack.call(
                        () -> {
                          throw failure;
                        })))
        .isSameAs(failure);
  }

  @Test
  void deepStack_inADeepStack_staysOnTheThread() {
    Thread inner = DeepStack.call(() -> DeepStack.call(Thread::currentThread));

    assertThat(
            DeepStack.call(() -> DeepStack.call(Thread::currentThread) == Thread.currentThread()))
        .isTrue();
    assertThat(inner).isNotSameAs(Thread.currentThread());
  }
}
