package io.maglev.distro.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.model.progress.RunEvent.ContainerLog;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.RunStarted;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.TaskStarted;
import io.maglev.distro.model.progress.RunEvent.WaitingFor;
import io.maglev.distro.model.progress.RunEvent.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiscreetListenerTest {
  private static final SecretMask SECRETS = SecretMask.of(List.of("s3cret"));

  private final List<RunEvent> told = new ArrayList<>();

  static Stream<RunEvent> events() {
    DistroException failure =
        new DistroException(
            ErrorCode.DEPLOY_FAILED,
            "refused s3cret",
            List.of(new SourceLocation("file", 1, 2, "with s3cret")),
            Optional.of("not s3cret"),
            new IllegalStateException("s3cret"));
    return Stream.of(
        new StepStarted("task", "using s3cret"),
        new WaitingFor("task", List.of("Pod/x: s3cret", "Pod/y: c3VjcmV0LCBzM2NyZXQ=, czNjcmV0")),
        new Warning("task", "s3crets3cret"),
        new ContainerLog("task", "pod/main", List.of("password=s3cret")),
        new TaskEnded(
            "task", Outcome.FAILED, Duration.ZERO, Optional.of(failure), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("events")
  void onEvent_anySecret_isMasked(RunEvent event) {
    new DiscreetListener(told::add, SECRETS).onEvent(event);

    assertThat(told).singleElement().satisfies(this::holdsNoSecret);
  }

  private void holdsNoSecret(RunEvent event) {
    assertThat(event.toString()).doesNotContain("s3cret").doesNotContain("czNjcmV0");
    if (event instanceof TaskEnded ended) {
      DistroException failure = ended.failure().orElseThrow();
      assertThat(failure.where()).containsExactly(new SourceLocation("file", 1, 2, "with ***"));
      assertThat(failure.hint()).contains("not ***");
      assertThat(failure).hasMessage("refused ***").hasNoCause();
    }
  }

  @Test
  void onEvent_withoutSecrets_passesItOn() {
    List<RunEvent> events =
        List.of(new RunStarted(List.of("a")), new TaskStarted("a"), new StepStarted("a", "b"));
    DiscreetListener listener = new DiscreetListener(told::add, SECRETS);

    events.forEach(listener::onEvent);

    assertThat(told).isEqualTo(events);
  }

  @Test
  void onEvent_listenerFails_isAskedNoMore() {
    List<RunEvent> asked = new ArrayList<>();
    DiscreetListener listener =
        new DiscreetListener(
            event -> {
              asked.add(event);
              throw new IllegalStateException("closed");
            },
            SECRETS);

    listener.onEvent(new TaskStarted("a"));
    listener.onEvent(new TaskStarted("b"));

    assertThat(asked).containsExactly(new TaskStarted("a"));
  }
}
