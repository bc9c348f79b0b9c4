package io.maglev.distro.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.ParameterQuestion;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterPromptTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void ask_oneText_showsWhatItIsForAndWhatIsWanted() {
    ParameterQuestion question =
        new ParameterQuestion(
            "domain",
            "where everything is reached",
            "string",
            List.of(),
            List.of("at most 9 characters", "pattern ^[a-z.]+$"),
            false,
            ParameterPromptTest::nothing);

    assertThat(ask(question, "a.local")).isEqualTo("a.local");
    assertThat(shown())
        .isEqualTo(
            """
            1 parameter has no value yet; Ctrl-D gives up.

            where everything is reached
            domain (string, at most 9 characters, pattern ^[a-z.]+$):\s
            """);
  }

  @Test
  void ask_badAnswer_isAskedAgainWithTheReason() {
    ParameterQuestion question = text("port", answer -> objectionUnless("80", answer));

    assertThat(ask(question, "x", "", "  80 ")).isEqualTo("80");
    assertThat(shown().lines().skip(2))
        .containsExactly(
            "port (string):   'x' is not 80",
            "port (string):   there is no default; an empty text is given with --param or --params",
            "port (string): ");
  }

  @Test
  void ask_badAnswersOnly_givesUp() {
    ParameterQuestion question = text("max-size", answer -> objectionUnless("80", answer));

    DistroException e = failure(question, "1", "2", "3", "4", "5", "80");

    assertThat(e.code()).isEqualTo(ErrorCode.VALUES_INVALID);
    assertThat(e)
        .hasMessage("cannot go on without parameter 'max-size': none of 5 answers can be used");
  }

  @Test
  void ask_endOfInput_saysHowElseToGiveIt() {
    DistroException e = failure(text("max-size", ParameterPromptTest::nothing));

    assertThat(e).hasMessage("cannot go on without parameter 'max-size': the input ended");
    assertThat(e.hint())
        .contains(
            "give it with --param max-size=VALUE, in a file with --params, or as"
                + " DISTRO_PARAM_MAX_SIZE");
  }

  @ParameterizedTest
  @CsvSource({"2, medium", "large, large", "' 1 ', small", "0, 0", "4, 4", "12345, 12345"})
  void ask_choice_isTakenByNumberOrName(String typed, String meant) {
    assertThat(ask(choice("small", "medium", "large"), typed)).isEqualTo(meant);
    assertThat(shown()).contains("\n  1) small\n  2) medium\n  3) large\nsize (number or name): ");
  }

  @Test
  void ask_choicesThatAreNumbers_areNotNumbered() {
    assertThat(ask(choice("3", "1"), "1")).isEqualTo("1");
    assertThat(shown()).contains("\n  - 3\n  - 1\nsize (one of these): ");
  }

  @ParameterizedTest
  @CsvSource({"y, true", "Yes, true", "TRUE, true", "n, false", "no, false", "maybe, maybe"})
  void ask_boolean_takesYesAndNo(String typed, String meant) {
    ParameterQuestion question =
        new ParameterQuestion(
            "ha", "", "boolean", List.of(), List.of(), false, ParameterPromptTest::nothing);

    assertThat(ask(question, typed)).isEqualTo(meant);
    assertThat(shown()).contains("ha (true or false): ");
  }

  @Test
  void ask_secret_readsUnseenAndKeepsBlanks() {
    Typed keyboard = new Typed(" hunter2 ");

    Map<String, String> answers = prompt(keyboard).ask(List.of(secret()));

    assertThat(answers).containsExactly(Map.entry("pw", " hunter2 "));
    assertThat(keyboard.unseen).isEqualTo(1);
    assertThat(shown()).contains("pw (string, not shown): ").doesNotContain("hunter2");
  }

  @Test
  void ask_secretAtEndOfInput_namesAFileRatherThanAFlag() {
    assertThat(failure(secret()).hint().orElse("")).contains("--param pw=@FILE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u001b[D", "a\u0007b", "p\ufffdssword"})
  void ask_answerThatTheTerminalGarbled_isAskedAgain(String typed) {
    assertThat(ask(text("domain", ParameterPromptTest::nothing), typed, "good")).isEqualTo("good");
    assertThat(shown()).contains("the terminal garbled it").doesNotContain(typed);
  }

  @Test
  void ask_textsOfStrangers_doNotSteerTheTerminal() {
    ParameterQuestion question =
        new ParameterQuestion(
            "d\u001b[2J",
            "x\u001b]0;owned\u0007\nerror: y",
            "string",
            List.of("\u001b[31ma"),
            List.of("pattern \u001b"),
            false,
            answer -> answer.equals("b") ? Optional.of("\u001b[1m") : Optional.empty());

    ask(question, "b", "a");

    assertThat(shown()).doesNotContain("\u001b", "\u0007", "\nerror");
  }

  private String ask(ParameterQuestion question, String... typed) {
    return prompt(new Typed(typed)).ask(List.of(question)).getOrDefault(question.name(), "none");
  }

  private DistroException failure(ParameterQuestion question, String... typed) {
    return catchThrowableOfType(DistroException.class, () -> ask(question, typed));
  }

  private ParameterPrompt prompt(Keyboard keyboard) {
    return new ParameterPrompt(new PrintStream(err, true, StandardCharsets.UTF_8), keyboard);
  }

  private String shown() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static Optional<String> nothing(String answer) {
    return Optional.empty();
  }

  private static Optional<String> objectionUnless(String wanted, String answer) {
    return answer.equals(wanted)
        ? Optional.empty()
        : Optional.of("'" + answer + "' is not " + wanted);
  }

  private static ParameterQuestion text(String name, Function<String, Optional<String>> objection) {
    return new ParameterQuestion(name, "", "string", List.of(), List.of(), false, objection);
  }

  private static ParameterQuestion choice(String... choices) {
    return new ParameterQuestion(
        "size", "", "string", List.of(choices), List.of(), false, ParameterPromptTest::nothing);
  }

  private static ParameterQuestion secret() {
    return new ParameterQuestion(
        "pw", "", "string", List.of(), List.of(), true, ParameterPromptTest::nothing);
  }

  /** Somebody who has made up his mind. */
  private static final class Typed implements Keyboard {
    private final Deque<String> lines;
    private int unseen;

    Typed(String... lines) {
      this.lines = new ArrayDeque<>(Arrays.asList(lines));
    }

    @Override
    public Optional<String> line() {
      return Optional.ofNullable(lines.poll());
    }

    @Override
    public Optional<String> secret() {
      unseen++;
      return line();
    }
  }
}
