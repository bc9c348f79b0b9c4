package io.maglev.distro.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.Terminal;
import io.maglev.distro.model.progress.RunEvent;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressesTest {
  private final FakeScreen screen = new FakeScreen(24, 80);

  @ParameterizedTest
  @CsvSource({
    "true, xterm, '', true",
    "false, xterm, '', false",
    "true, dumb, '', false",
    "true, '', '', false",
    "true, xterm, true, false",
  })
  void auto_isLiveWhereItCanBeSeen(boolean terminal, String term, String ci, boolean live) {
    show(ProgressForm.AUTO, terminal, Map.of("TERM", term, "CI", ci));

    assertThat(screen.all().contains("0/1 done, 1 running | 00:00")).isEqualTo(live);
  }

  @Test
  void live_asked_isLiveAnywhere() {
    show(ProgressForm.LIVE, false, Map.of("LANG", "C.UTF-8"));

    assertThat(screen.all())
        .containsExactly(
            "00:00  kong  warning: odd", "▸ kong    0s  apply", "0/1 done, 1 running · 00:00");
  }

  @Test
  void plain_onATerminal_isLines() {
    show(ProgressForm.PLAIN, true, Map.of("TERM", "xterm"));

    assertThat(screen.all()).containsExactly("00:00  kong  apply", "00:00  kong  warning: odd");
  }

  @Test
  void none_isWarnings() {
    show(ProgressForm.NONE, true, Map.of("TERM", "xterm"));

    assertThat(screen.all()).containsExactly("warning: kong: odd");
  }

  @Test
  void json_onATerminal_hasNoColours() {
    show(ProgressForm.JSON, true, Map.of("TERM", "xterm", "FORCE_COLOR", "1", "COLUMNS", "80"));

    assertThat(String.join("", screen.all())).startsWith("{\"elapsedMs\":").contains("\"odd\"");
  }

  @Test
  void interrupted_isToldInEveryForm() {
    for (ProgressForm form : List.of(ProgressForm.PLAIN, ProgressForm.NONE, ProgressForm.JSON)) {
      RunProgress progress = Progresses.start(form, console(false, Map.of()));
      progress.interrupted();
      progress.close();
    }

    assertThat(String.join("\n", screen.all()).split("interrupted")).hasSize(4);
  }

  private void show(ProgressForm form, boolean terminal, Map<String, String> environment) {
    try (RunProgress progress = Progresses.start(form, console(terminal, environment))) {
      progress.onEvent(new RunEvent.RunStarted(List.of("kong")));
      progress.onEvent(new RunEvent.TaskStarted("kong"));
      progress.onEvent(new RunEvent.StepStarted("kong", "apply"));
      progress.onEvent(new RunEvent.Warning("kong", "odd"));
    }
  }

  private Console console(boolean terminal, Map<String, String> environment) {
    return new Console(
            screen.stream(),
            screen.stream(),
            InputStream.nullInputStream(),
            new HashMap<>(environment),
            false)
        .on(
            new Terminal() {
              @Override
              public boolean showsOut() {
                return terminal;
              }

              @Override
              public boolean showsErr() {
                return terminal;
              }

              @Override
              public Size size() {
                return screen.size();
              }
            });
  }
}
