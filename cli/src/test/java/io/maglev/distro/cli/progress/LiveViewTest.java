package io.maglev.distro.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.output.DisplayWidth;
import io.maglev.distro.cli.output.Style;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees, frame by frame. */
class LiveViewTest {
  private LiveView view = new LiveView(Glyphs.UNICODE, Style.NONE);
  private FakeScreen screen = new FakeScreen(24, 80);
  private LiveBlock block = new LiveBlock(screen.stream());
  private Duration now = Duration.ZERO;

  @Test
  void run_fromBeginToEnd_isOneBlock() {
    tell(new RunEvent.RunStarted(List.of("postgres", "redis", "kong")));
    draw();
    assertThat(screen.visible())
        .containsExactly("· postgres", "· redis", "· kong", "0/3 done · 00:00");

    tell(new RunEvent.TaskStarted("postgres"));
    tell(new RunEvent.StepStarted("postgres", "applying 9 objects"));
    tell(new RunEvent.TaskStarted("redis"));
    passSeconds(7);
    tell(ended("redis", Outcome.UNCHANGED));
    tell(new RunEvent.WaitingFor("postgres", List.of("Pod/m/a: not ready", "Pod/m/b: x", "c")));
    draw();
    assertThat(screen.visible())
        .containsExactly(
            "▸ postgres    7s  waiting for Pod/m/a: not ready +2 more",
            "= redis           unchanged",
            "· kong",
            "1/3 done (1 unchanged), 1 running · 00:07");

    passSeconds(60);
    tell(ended("postgres", Outcome.DONE));
    tell(new RunEvent.TaskStarted("kong"));
    tell(ended("kong", Outcome.DONE));
    draw();
    assertThat(screen.all())
        .containsExactly(
            "✔ postgres  6.2s  done",
            "= redis           unchanged",
            "✔ kong      6.2s  done",
            "3/3 done (1 unchanged) · 01:07");
  }

  @Test
  void failure_isToldInFullAboveTheBlock() {
    String reason = "cannot wait for Deployment/m/kong: " + "no more ".repeat(12).strip();
    tell(new RunEvent.RunStarted(List.of("kong", "idm")));
    draw();
    tell(new RunEvent.TaskStarted("kong"));
    tell(new RunEvent.ContainerLog("kong", "kong-0/proxy", List.of("panic: \u001b[2Jx", "bye")));
    tell(failed("kong", reason));
    tell(
        new RunEvent.TaskEnded(
            "idm", Outcome.HELD_BACK, Duration.ZERO, Optional.empty(), Optional.of("kong")));
    draw();

    assertThat(screen.all())
        .startsWith(
            "00:00  kong  log of kong-0/proxy | panic:  [2Jx",
            "00:00  kong  log of kong-0/proxy | bye")
        .endsWith(
            "✘ kong  6.2s  failed: cannot wait for Deployment/m/kong: no more no more no mo…",
            "- idm         held back: kong failed",
            "0/2 done, 1 failed, 1 held back · 00:00");
    assertThat(String.join("", screen.all())).contains(reason);
  }

  @Test
  void waiting_forOtherTasks_namesThoseThatAreNotOver() {
    List<String> both = List.of("postgres", "redis");
    tell(
        new RunEvent.RunStarted(
            List.of("postgres", "redis", "kong"), Map.of("kong", both, "redis", List.of())));
    draw();
    assertThat(screen.visible()).contains("· kong            waiting for postgres +1 more");

    tell(ended("postgres", Outcome.UNCHANGED));
    draw();
    assertThat(screen.visible()).contains("· kong            waiting for redis");
  }

  @Test
  void waiting_withLittleRoom_losesWordsThenTheObjectThenTheEnd() {
    tell(new RunEvent.RunStarted(List.of("kong")));
    tell(new RunEvent.TaskStarted("kong"));
    tell(
        new RunEvent.WaitingFor(
            "kong", List.of("Deployment/maglev-system/kong: 0 of 2 replicas available", "b")));
    assertThat(kongOn(91))
        .endsWith(
            "0s  waiting for Deployment/maglev-system/kong: 0 of 2 replicas available +1 more");
    assertThat(kongOn(90))
        .endsWith("0s  Deployment/maglev-system/kong: 0 of 2 replicas available +1 more");
    assertThat(kongOn(78)).endsWith("0s  Deployment/kong: 0 of 2 replicas available +1 more");
    assertThat(kongOn(40)).endsWith("0s  0 of 2 replicas… +1 more");
    assertThat(kongOn(50)).endsWith("0s  0 of 2 replicas available +1 more");
  }

  private String kongOn(int columns) {
    on(new FakeScreen(24, columns));
    draw();
    return screen.visible().get(0);
  }

  @Test
  void logs_thatNobodyTakes_areBounded() {
    tell(new RunEvent.RunStarted(List.of("pki")));
    for (int i = 0; i < 10_007; i++) {
      tell(new RunEvent.ContainerLog("pki", "pki-0/main", List.of("line " + i)));
    }
    draw();

    assertThat(screen.all())
        .hasSize(10_003)
        .contains(
            "00:00  pki  log of pki-0/main | line 9999",
            "... and 7 lines that came faster than they could be shown");
  }

  @Test
  void warnings_beforeAnyTask_areLines() {
    tell(RunEvent.Warning.lockHeld("maglev", "me@here"));
    draw();

    assertThat(screen.all()).hasSize(2).first().asString().startsWith("00:00  maglev  warning: me");
  }

  @Test
  void tasks_moreThanRows_showWhatRunsAndCountTheRest() {
    on(new FakeScreen(8, 60));
    tell(new RunEvent.RunStarted(names(20)));
    tell(new RunEvent.TaskStarted("task-05"));
    tell(new RunEvent.TaskStarted("task-11"));
    draw();

    assertThat(screen.visible())
        .containsExactly(
            "· task-01",
            "· task-02",
            "· task-03",
            "▸ task-05    0s",
            "▸ task-11    0s",
            "... and 15 waiting",
            "0/20 done, 2 running · 00:00");
  }

  @Test
  void tasks_done_collapseUpwardWhenRoomIsNeeded() {
    on(new FakeScreen(6, 60));
    List<String> names = names(9);
    tell(new RunEvent.RunStarted(names));
    draw();
    for (String name : names) {
      tell(new RunEvent.TaskStarted(name));
      draw();
      tell(ended(name, Outcome.DONE));
      draw();
      assertThat(screen.visible()).hasSizeLessThanOrEqualTo(5);
    }

    assertThat(screen.all())
        .hasSize(10)
        .startsWith("✔ task-01  6.2s  done", "✔ task-02  6.2s  done")
        .endsWith("✔ task-09  6.2s  done", "9/9 done · 00:00")
        .doesNotHaveDuplicates();
  }

  @Test
  void tasks_unchangedByHundreds_leaveNoTrailOfLines() {
    on(new FakeScreen(24, 80));
    List<String> names = names(500);
    tell(new RunEvent.RunStarted(names));
    names.forEach(
        name -> {
          tell(ended(name, Outcome.UNCHANGED));
          draw();
        });

    assertThat(screen.all()).hasSize(23).last().isEqualTo("500/500 done (500 unchanged) · 00:00");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 10, 20, 33, 79})
  void lines_onAnyWidth_neverWrap(int columns) {
    on(new FakeScreen(10, columns));
    String wide = "東京 Ｄeployment/日本語/データベース: 読み込み中 🚀🚀🚀 e\u0301";
    tell(new RunEvent.RunStarted(List.of("postgres", "データベース", "a-very-long-name (pre-install)")));
    tell(new RunEvent.TaskStarted("データベース"));
    tell(new RunEvent.WaitingFor("データベース", List.of(wide, wide)));
    passSeconds(4000);
    for (int i = 0; i < 5; i++) {
      draw();
      passSeconds(1);
    }

    assertThat(screen.all()).hasSize(4);
    assertThat(screen.all())
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThan(Math.max(2, columns)));
  }

  @Test
  void lines_ofTwentyColumns_stillTellStateAndTime() {
    on(new FakeScreen(10, 20));
    tell(new RunEvent.RunStarted(List.of("postgres", "kong", "pki (pre-install)")));
    tell(new RunEvent.TaskStarted("postgres"));
    tell(new RunEvent.StepStarted("postgres", "applying 9 objects"));
    passSeconds(65);
    draw();

    assertThat(screen.visible())
        .containsExactly("▸ postgr… 1m05s", "· kong", "· pki (p…", "0/3 done, 1 running");
  }

  /** A line above wraps over the rows where the block was; nothing of it may shine through. */
  @Test
  void lineAbove_thatWraps_hasNoRemainsBehindIt() {
    on(new FakeScreen(5, 30));
    tell(new RunEvent.RunStarted(List.of("kong", "idm")));
    tell(new RunEvent.TaskStarted("kong"));
    tell(new RunEvent.StepStarted("kong", "a".repeat(30)));
    draw();
    tell(new RunEvent.Warning("kong", "b".repeat(15)));
    draw();

    assertThat(screen.all())
        .containsExactly(
            "00:00  kong  warning: bbbbbbbb",
            "bbbbbbb",
            "▸ kong    0s  aaaaaaaaaaaaaa…",
            "· idm",
            "0/2 done, 1 running · 00:00");
  }

  @Test
  void terminal_madeNarrower_leavesNoRemains() {
    tell(new RunEvent.RunStarted(List.of("kong", "idm")));
    tell(new RunEvent.TaskStarted("kong"));
    tell(new RunEvent.StepStarted("kong", "x".repeat(50)));
    draw();
    screen.narrow(30);
    draw();

    assertThat(screen.all())
        .containsExactly("▸ kong    0s  xxxxxxxxxxxxxx…", "· idm", "0/2 done, 1 running · 00:00");
  }

  @Test
  void frame_thatIsTheSame_isNotWritten() {
    tell(new RunEvent.RunStarted(List.of("kong")));
    draw();
    int writes = screen.writes();
    draw();

    assertThat(screen.writes()).isEqualTo(writes);
  }

  @Test
  void run_interrupted_saysSo() {
    tell(new RunEvent.RunStarted(List.of("kong")));
    tell(new RunEvent.TaskStarted("kong"));
    view.interrupt();
    draw();

    assertThat(screen.all()).last().isEqualTo("interrupted: 0/1 done, 1 running · 00:00");
  }

  @Test
  void run_secondPart_leavesTheFirstAbove() {
    tell(new RunEvent.RunStarted(List.of("kong")));
    draw();
    tell(ended("kong", Outcome.DONE));
    tell(new RunEvent.RunStarted(List.of("kong (undo)")));
    draw();

    assertThat(screen.all())
        .containsExactly(
            "✔ kong  6.2s  done", "1/1 done · 00:00", "· kong (undo)", "0/1 done · 00:00");
  }

  @Test
  void colours_addNothingToTheText() {
    view = new LiveView(Glyphs.UNICODE, Style.of(Map.of("FORCE_COLOR", "1"), false));
    tell(new RunEvent.RunStarted(List.of("kong")));
    tell(failed("kong", "no"));
    LiveView.Frame frame = view.frame(now, screen.size());
    block.draw(frame.above(), frame.block(), 80);

    assertThat(frame.block().get(0).text()).startsWith("\u001b[31;1m✘\u001b[0m kong");
    assertThat(screen.all())
        .containsExactly(
            "00:00  kong  FAILED after 6.2s: no",
            "✘ kong  6.2s  failed: no",
            "0/1 done, 1 failed · 00:00");
  }

  @Test
  void glyphs_withoutUtf8_areAscii() {
    assertThat(Glyphs.of(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C"))).isEqualTo(Glyphs.ASCII);
    assertThat(Glyphs.of(Map.of("LANG", "C.utf8"))).isEqualTo(Glyphs.UNICODE);
    assertThat(Glyphs.of(Map.of())).isEqualTo(Glyphs.ASCII);
    assertThat(Glyphs.ASCII.toString()).isPrintable();
  }

  private void on(FakeScreen other) {
    screen = other;
    block = new LiveBlock(screen.stream());
  }

  private void tell(RunEvent event) {
    view.onEvent(event, now);
  }

  private void passSeconds(long seconds) {
    now = now.plusSeconds(seconds);
  }

  private void draw() {
    LiveView.Frame frame = view.frame(now, screen.size());
    block.draw(frame.above(), frame.block(), screen.size().columns());
  }

  private static List<String> names(int count) {
    return IntStream.rangeClosed(1, count).mapToObj("task-%02d"::formatted).toList();
  }

  private static RunEvent.TaskEnded ended(String task, Outcome outcome) {
    return new RunEvent.TaskEnded(
        task, outcome, Duration.ofMillis(6240), Optional.empty(), Optional.empty());
  }

  private static RunEvent.TaskEnded failed(String task, String reason) {
    return new RunEvent.TaskEnded(
        task,
        Outcome.FAILED,
        Duration.ofMillis(6240),
        Optional.of(DistroException.of(ErrorCode.DEPLOY_FAILED, reason)),
        Optional.empty());
  }
}
