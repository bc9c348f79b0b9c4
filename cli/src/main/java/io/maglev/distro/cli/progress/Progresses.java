package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.output.JsonLines;
import io.maglev.distro.cli.output.Style;
import java.time.Instant;
import java.util.Map;

/** Begins to show runs. */
public final class Progresses {
  private Progresses() {}

  /** Shows a run in a form; if the process is killed meanwhile, what was shown says so. */
  public static RunProgress start(ProgressForm form, Console console) {
    return new KilledProgress(of(form, console));
  }

  private static RunProgress of(ProgressForm form, Console console) {
    return switch (form) {
      case AUTO -> canBeLive(console) ? live(console) : plain(console);
      case LIVE -> live(console);
      case PLAIN -> plain(console);
      case JSON -> new JsonProgress(new JsonLines(console.err(), Instant::now), System::nanoTime);
      case NONE -> new QuietProgress(console.err());
    };
  }

  /** What CI systems record is read later and as text, even where they offer a terminal. */
  static boolean canBeLive(Console console) {
    Map<String, String> environment = console.environment();
    return environment.getOrDefault("CI", "").isEmpty()
        && Style.canMove(environment)
        && console.terminal().showsErr();
  }

  private static RunProgress plain(Console console) {
    return new PlainProgress(console.err(), System::nanoTime);
  }

  private static RunProgress live(Console console) {
    Glyphs glyphs = Glyphs.of(console.environment());
    LiveView view = new LiveView(glyphs, console.errStyle());
    LiveProgress progress =
        new LiveProgress(view, new LiveBlock(console.err()), console.terminal()::size);
    progress.start();
    return progress;
  }
}
