package io.maglev.distro.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.output.JsonLines;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.yaml.GoJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonProgressTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678999Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final JsonProgress progress =
      new JsonProgress(
          new JsonLines(new PrintStream(bytes, false, StandardCharsets.UTF_8), () -> NOW),
          nanos::get);

  static Stream<Arguments> events() {
    DistroException failure =
        new DistroException(
            ErrorCode.DEPLOY_FAILED,
            "cannot wait",
            List.of(SourceLocation.ofFile("a.yaml", "b")),
            Optional.of("look"),
            null);
    return Stream.of(
        Arguments.of(
            new RunEvent.RunStarted(List.of("b", "a"), Map.of("a", List.of("b"))),
            "runStarted",
            "\"needs\":{\"a\":[\"b\"]},\"tasks\":[\"b\",\"a\"]"),
        Arguments.of(new RunEvent.TaskStarted("a"), "taskStarted", "\"task\":\"a\""),
        Arguments.of(
            new RunEvent.StepStarted("a", "apply"),
            "stepStarted",
            "\"step\":\"apply\",\"task\":\"a\""),
        Arguments.of(
            new RunEvent.WaitingFor("a", List.of("x")),
            "waitingFor",
            "\"reasons\":[\"x\"],\"task\":\"a\""),
        Arguments.of(
            new RunEvent.Warning("a", "odd"), "warning", "\"message\":\"odd\",\"task\":\"a\""),
        Arguments.of(
            new RunEvent.ContainerLog("a", "p/c", List.of("l")),
            "containerLog",
            "\"lines\":[\"l\"],\"source\":\"p/c\",\"task\":\"a\""),
        Arguments.of(
            ended(Outcome.FAILED, Optional.of(failure), Optional.empty()),
            "taskEnded",
            "\"durationMs\":1500,\"error\":{\"at\":[\"a.yaml: b\"],\"code\":\"DEPLOY_FAILED\","
                + "\"hint\":\"look\",\"message\":\"cannot wait\"},\"outcome\":\"failed\",\"task\":\"a\""),
        Arguments.of(
            ended(Outcome.HELD_BACK, Optional.empty(), Optional.of("b")),
            "taskEnded",
            "\"durationMs\":1500,\"heldBackBy\":\"b\",\"outcome\":\"held-back\",\"task\":\"a\""),
        Arguments.of(
            new RunEvent.RunEnded(true, "deployed"),
            "runEnded",
            "\"status\":\"deployed\",\"succeeded\":true"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void event_isOneDocumentedObject(RunEvent event, String name, String fields) {
    nanos.set(Duration.ofMillis(42).toNanos());
    progress.onEvent(event);

    Map<String, @Nullable Object> expected =
        GoJson.readMap(
            "{\"v\":1,\"event\":\""
                + name
                + "\",\"time\":\"2026-01-02T03:04:05.678Z\",\"elapsedMs\":42,"
                + fields
                + "}");
    assertThat(GoJson.readMap(text())).isEqualTo(expected);
    assertThat(text()).endsWith("}\n").hasLineCount(1);
  }

  /** Who adds an event decides here how programs see it. */
  @Test
  void events_areAll() {
    assertThat(events().map(arguments -> arguments.get()[0].getClass().getName()))
        .containsAll(
            Stream.of(RunEvent.class.getPermittedSubclasses()).map(Class::getName).toList());
  }

  @Test
  void text_thatSteersTerminals_isWrittenByNumber() {
    String hostile = "a\u001b[2J\n\u009b1m\u202e\u2028\ud800 <b> é 🚀";
    progress.onEvent(new RunEvent.Warning("a", hostile));

    assertThat(text())
        .contains("a\\u001b[2J\\n\\u009b1m\\u202e\\u2028")
        .contains("<b> é 🚀")
        .hasLineCount(1);
    assertThat(String.valueOf(GoJson.readMap(text()).get("message")))
        .startsWith("a\u001b[2J\n\u009b1m\u202e\u2028");
  }

  @Test
  void waiting_forTheSame_isNoNews() {
    progress.onEvent(new RunEvent.WaitingFor("a", List.of("x")));
    progress.onEvent(new RunEvent.WaitingFor("a", List.of("x")));
    progress.onEvent(new RunEvent.WaitingFor("b", List.of("x")));
    progress.onEvent(new RunEvent.WaitingFor("a", List.of("y")));

    assertThat(text()).hasLineCount(3);
  }

  @Test
  void interrupted_isAnEndAndTheLastWord() {
    progress.interrupted();
    progress.onEvent(new RunEvent.TaskStarted("late"));

    assertThat(text()).contains("\"interrupted\"").hasLineCount(1);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static RunEvent.TaskEnded ended(
      Outcome outcome, Optional<DistroException> failure, Optional<String> heldBackBy) {
    return new RunEvent.TaskEnded("a", outcome, Duration.ofMillis(1500), failure, heldBackBy);
  }
}
