package io.maglev.distro.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.output.Style;
import org.junit.jupiter.api.Test;

class CountProgressTest {
  private final FakeScreen screen = new FakeScreen(5, 40);
  private long now;

  @Test
  void one_countsAndTellsWhatDiffers() {
    CountProgress progress = progress(40);

    progress.begin(20);
    pass(progress, true);
    pass(progress, false);

    assertThat(screen.visible()).containsExactly("2/20 cases, 1 differ");
  }

  @Test
  void one_oftenWithinAMoment_isDrawnOnce() {
    CountProgress progress = progress(40);
    progress.begin(1000);
    int before = screen.writes();

    for (int i = 0; i < 500; i++) {
      progress.one(true);
    }

    assertThat(screen.writes()).isEqualTo(before);
  }

  @Test
  void close_leavesNothingBehind() {
    try (CountProgress progress = progress(40)) {
      screen.show("before\n");
      progress.begin(2);
      pass(progress, true);
    }

    assertThat(screen.visible()).containsExactly("before");
  }

  @Test
  void noTerminal_nothingIsWritten() {
    try (CountProgress progress = progress(0)) {
      progress.begin(2);
      pass(progress, false);
    }

    assertThat(screen.writes()).isZero();
  }

  private void pass(CountProgress progress, boolean equal) {
    now += 1_000_000_000;
    progress.one(equal);
  }

  private CountProgress progress(int columns) {
    return new CountProgress(screen.stream(), Glyphs.ASCII, Style.NONE, columns, () -> now);
  }
}
