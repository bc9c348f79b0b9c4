package io.maglev.distro.cli.command;

import io.maglev.distro.action.RollbackAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.ClusterOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.HookFlags;
import io.maglev.distro.cli.option.ProgressOption;
import io.maglev.distro.cli.option.SafetyFlags;
import io.maglev.distro.cli.option.SelectionOptions;
import io.maglev.distro.cli.option.TimeoutOption;
import io.maglev.distro.cli.progress.RunProgress;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Selection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes an installed distro back to an earlier revision. */
@Command(
    description =
        "Take a distro, or components of it, back to an earlier revision, dependents first."
            + " Needs no bundle. Run it again after a failure to go on.")
final class RollbackCommand implements Callable<Integer> {
  private static final int MOST_PARALLEL = 256;

  @Parameters(
      arity = "0..1",
      paramLabel = "DISTRO",
      description = "its name; one installed distro needs none")
  @Nullable String distro;

  @Option(
      names = "--component",
      paramLabel = "NAME",
      description = "take this one alone back to an earlier revision of its release")
  @Nullable String component;

  @Option(
      names = "--to",
      paramLabel = "N",
      description =
          "the distro revision to go back to, see 'distro history'; with --component that of its"
              + " release (default: the newest before the current one that ended deployed)")
  @Nullable Integer to;

  @Option(
      names = "--skip-forward-only",
      description = "leave components as they are that may not go back, rather than refuse")
  boolean skipForwardOnly;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "16",
      description = "how many components may be on their way at once (default: ${DEFAULT-VALUE})")
  int parallel = 16;

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  boolean yes;

  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin ProgressOption progress = new ProgressOption();
  @Mixin TimeoutOption timeout = new TimeoutOption();
  @Mixin HookFlags hooks = new HookFlags();
  @Mixin SafetyFlags safety = new SafetyFlags();
  @Mixin ClusterOptions cluster = new ClusterOptions();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  RollbackCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RollbackAction.Result result;
    try (RunProgress shown = progress.start(console)) {
      result = new RollbackAction(Clock.systemUTC()).run(request(), shown);
    }
    return switch (result.end()) {
      case NOTHING_TO_DO -> {
        console
            .out()
            .printf(
                "%s%s is what it was at revision %d already%n",
                component == null ? result.distro() : component,
                cluster.inSandbox(),
                result.target());
        yield ExitCode.DONE;
      }
      case REFUSED -> {
        console.err().println("nothing was rolled back");
        yield ExitCode.FAILED;
      }
      case DONE, FAILED -> ended(result);
    };
  }

  private int ended(RollbackAction.Result result) {
    ErrorPrinter errors = new ErrorPrinter(console, global.debug());
    int exit = ExitCode.DONE;
    for (DistroException failure : result.failures()) {
      exit = errors.print(failure);
    }
    console
        .out()
        .printf(
            "%s %s in namespace %s%s: revision %d, %s, %sback to revision %d%n",
            result.distro(),
            result.revision().version(),
            result.namespace(),
            cluster.ofSandbox(),
            result.revision().revision(),
            result.status(),
            component == null ? "" : component + " ",
            result.target());
    return exit;
  }

  private RollbackAction.Request request() {
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw DistroException.of(
          ErrorCode.USAGE,
          "cannot use --parallel " + parallel + ": it goes from 1 to " + MOST_PARALLEL);
    }
    if (to != null && to < 1) {
      throw DistroException.of(
          ErrorCode.USAGE, "cannot use --to " + to + ": revisions count from 1");
    }
    Selection chosen = selection.selection();
    if (component != null && (!chosen.isAll() || skipForwardOnly)) {
      throw DistroException.of(
          ErrorCode.USAGE,
          "cannot use --component with --only, --exclude or --skip-forward-only:"
              + " it goes back alone");
    }
    return new RollbackAction.Request(
        cluster.request(console),
        Optional.ofNullable(distro),
        Optional.ofNullable(component),
        Optional.ofNullable(to),
        chosen,
        skipForwardOnly,
        timeout.duration(),
        parallel,
        hooks.options(),
        safety.options(),
        this::confirm);
  }

  private boolean confirm(RollbackAction.Intent intent) {
    if (yes) {
      return true;
    }
    String what = question(intent);
    List<String> moves =
        intent.moves().stream()
            .filter(move -> intent.component().isEmpty() || isMeant(intent, move))
            .map(RollbackCommand::line)
            .toList();
    if (!console.interactive()) {
      throw new DistroException(
          ErrorCode.USAGE,
          "cannot roll back without being asked: this would " + what,
          moves.stream().map(SourceLocation::ofText).toList(),
          Optional.of("add --yes"),
          null);
    }
    moves.forEach(move -> console.err().println("  " + move));
    return Confirmation.ask(console, what);
  }

  private static boolean isMeant(RollbackAction.Intent intent, RollbackAction.Move move) {
    return intent.component().equals(Optional.of(move.component()));
  }

  private static String question(RollbackAction.Intent intent) {
    String place = "in namespace '%s' of %s".formatted(intent.namespace(), intent.cluster());
    return intent
        .component()
        .map(name -> "roll back component '%s' of '%s' %s".formatted(name, intent.distro(), place))
        .orElseGet(
            () ->
                "roll back distro '%s' %s from revision %d (%s) to revision %d (%s)"
                    .formatted(
                        intent.distro(),
                        place,
                        intent.from().revision(),
                        intent.from().version(),
                        intent.to().revision(),
                        intent.to().version()));
  }

  private static String line(RollbackAction.Move move) {
    return move.component()
        + ": "
        + switch (move.kind()) {
          case BACK -> "release revision " + move.from() + " goes back to " + move.to();
          case UNINSTALL -> "has come since: is uninstalled, its data stays";
          case UNCHANGED -> "unchanged at release revision " + move.from();
          case FORWARD_ONLY -> "stays at release revision " + move.from() + ": forward-only";
          case NOT_CHOSEN -> "stays at release revision " + move.from() + ": not chosen";
        };
  }
}
