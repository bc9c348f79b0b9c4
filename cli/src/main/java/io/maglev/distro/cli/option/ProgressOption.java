package io.maglev.distro.cli.option;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.progress.ProgressForm;
import io.maglev.distro.cli.progress.Progresses;
import io.maglev.distro.cli.progress.RunProgress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a run shows what it does. */
public final class ProgressOption {
  @Option(
      names = ProgressForm.OPTION,
      paramLabel = "auto|live|plain|json|none",
      description =
          "how to show progress (default: $DISTRO_PROGRESS, else auto: live on a terminal)")
  @Nullable ProgressForm form;

  /**
   * Begins to show a run; to be closed when the run is over, before errors are printed.
   *
   * <pre>{@code
   * try (RunProgress shown = progress.start(console)) {
   *   result = action.run(request, shown);
   * }
   * }</pre>
   */
  public RunProgress start(Console console) {
    ProgressForm asked = form == null ? ProgressForm.of(console.environment()) : form;
    return Progresses.start(asked, console);
  }
}
