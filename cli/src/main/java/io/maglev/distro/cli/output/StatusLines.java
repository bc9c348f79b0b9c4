package io.maglev.distro.cli.output;

import io.maglev.distro.action.StatusAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What changed from one look at a distro to the next, a line each. Not thread-safe. */
public final class StatusLines {
  private final Map<String, String> last = new HashMap<>();

  /** The lines for what is other than it was, each under the time since the beginning. */
  public List<String> of(StatusAction.Result result, Duration elapsed) {
    List<String> lines = new ArrayList<>();
    int width = DisplayWidth.of(result.distro());
    for (StatusAction.Component component : result.components()) {
      width = Math.max(width, DisplayWidth.of(component.name()));
    }
    String state = "%s, revision %d, %s";
    String distro = state.formatted(result.version(), result.revision(), result.status());
    add(lines, "", DisplayWidth.pad(result.distro(), width) + "  " + distro, elapsed);
    for (StatusAction.Component component : result.components()) {
      add(
          lines,
          component.name(),
          DisplayWidth.pad(component.name(), width) + "  " + text(component),
          elapsed);
    }
    return lines;
  }

  private void add(List<String> lines, String name, String text, Duration elapsed) {
    String line = PlainText.line(text);
    if (!line.equals(last.put(name, line))) {
      long seconds = elapsed.toSeconds();
      lines.add(String.format(Locale.ROOT, "%02d:%02d  %s", seconds / 60, seconds % 60, line));
    }
  }

  private static String text(StatusAction.Component component) {
    String release = "revision " + component.revision() + " " + component.status();
    return component.problems().isEmpty()
        ? release + (component.ready() ? ", ready" : "")
        : release + ", not ready: " + String.join("; ", component.problems());
  }
}
