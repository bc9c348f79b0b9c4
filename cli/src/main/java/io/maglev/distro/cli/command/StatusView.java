package io.maglev.distro.cli.command;

import io.maglev.distro.action.StatusAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.Terminal;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.output.Display;
import io.maglev.distro.cli.output.StatusLines;
import io.maglev.distro.cli.output.StatusReport;
import io.maglev.distro.cli.output.Style;
import io.maglev.distro.cli.progress.LiveScreen;
import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.GoYaml;
import java.time.Duration;

/**
 * Shows one status after another: redrawn in place on a terminal, else a line for each thing that
 * changed, or a document each time for programs. Not thread-safe.
 */
final class StatusView {
  private final Console console;
  private final OutputOption output;
  private final boolean tree;
  private final String place;
  private final LiveScreen screen;
  private final StatusLines lines = new StatusLines();
  private final long start = System.nanoTime();

  StatusView(Console console, OutputOption output, boolean tree, String place) {
    this.console = console;
    this.output = output;
    this.tree = tree;
    this.place = place;
    this.screen = new LiveScreen(console.out());
  }

  void show(StatusAction.Result result) {
    StatusReport report = new StatusReport(result, place);
    switch (output.format()) {
      case JSON -> console.out().println(GoJson.write(report.data()));
      case YAML -> console.out().print("---\n" + GoYaml.write(report.data()));
      case TABLE -> {
        if (isLive()) {
          Terminal.Size size = console.terminal().size();
          screen.show(text(report, size), size);
        } else {
          Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
          lines.of(result, elapsed).forEach(console.out()::println);
        }
      }
    }
    console.out().flush();
  }

  private String text(StatusReport report, Terminal.Size size) {
    Style style = Style.of(console.environment(), true);
    Display display = Display.of(size::columns, style, console.environment());
    boolean unicode = Display.speaksUtf8(console.environment());
    return tree ? report.tree(display, unicode) : report.table(display, unicode);
  }

  private boolean isLive() {
    return console.terminal().showsOut()
        && Style.canMove(console.environment())
        && console.environment().getOrDefault("CI", "").isEmpty();
  }
}
