package io.maglev.distro.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.action.StatusAction;
import io.maglev.distro.model.Digest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusLinesTest {
  private final StatusLines lines = new StatusLines();

  @Test
  void of_first_isALineForEach_thenOnlyForWhatChanged() {
    assertThat(lines.of(result(component("web", "deployed"), component("db", "deployed")), at(0)))
        .containsExactly(
            "00:00  demo  1.2.3, revision 1, deployed",
            "00:00  web   revision 1 deployed, ready",
            "00:00  db    revision 1 deployed, ready");

    assertThat(
            lines.of(
                result(
                    component("web", "deployed", "Pod/a: not\nready", "Pod/b: too"),
                    component("db", "deployed")),
                at(61)))
        .containsExactly(
            "01:01  web   revision 1 deployed, not ready: Pod/a: not ready; Pod/b: too");
    assertThat(
            lines.of(
                result(component("web", "pending-upgrade"), component("db", "deployed")), at(62)))
        .containsExactly("01:02  web   revision 1 pending-upgrade");
  }

  @Test
  void of_theSame_isNothing() {
    StatusAction.Result result = result(component("web", "deployed"));
    lines.of(result, at(0));

    assertThat(lines.of(result, at(1))).isEmpty();
  }

  private static StatusAction.Result result(StatusAction.Component... components) {
    return new StatusAction.Result(
        "demo", "ns", "1.2.3", 1, "deployed", "", Digest.of(new byte[0]), List.of(components));
  }

  private static StatusAction.Component component(String name, String status, String... problems) {
    boolean ready = status.equals("deployed") && problems.length == 0;
    return new StatusAction.Component(
        name, "core-addon", "c-1", "ns", 1, status, ready, List.of(problems), List.of());
  }

  private static Duration at(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
