package io.maglev.distro.cli.command;

import io.maglev.distro.action.LockAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.option.GlobalOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the lock file of a manifest. */
@Command(
    description =
        "Write the lock file of a manifest: which chart and which provider everything in it"
            + " resolves to. 'compose --locked' holds to it.")
final class LockCommand implements Callable<Integer> {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "MANIFEST",
      description = "the distro manifest")
  Path manifest = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "the lock file (default: NAME.lock.yaml beside the manifest)")
  @Nullable Path output;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "resolve this profile alone, and leave all else in the file as it is")
  @Nullable String profile;

  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  LockCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LockAction.Result result =
        new LockAction()
            .run(
                new LockAction.Request(
                    manifest, Optional.ofNullable(profile), Optional.ofNullable(output)));
    if (!result.isNew() && result.differences().isEmpty()) {
      console.out().println("unchanged " + result.file());
      return 0;
    }
    console.out().println("wrote " + result.file());
    result.differences().forEach(it -> console.out().println("  " + it));
    return 0;
  }
}
