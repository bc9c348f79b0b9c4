package io.maglev.distro.cli.command;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.completion.CommandWords;
import io.maglev.distro.cli.completion.Shell;
import io.maglev.distro.cli.option.GlobalOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Prints a completion script. */
@Command(
    description =
        "Print a script that makes a shell complete commands, options and their values. Source it"
            + " where the shell starts: 'source <(distro completion bash)' in ~/.bashrc, 'source"
            + " <(distro completion zsh)' behind compinit in ~/.zshrc, 'distro completion fish |"
            + " source' in ~/.config/fish/config.fish.")
final class CompletionCommand implements Callable<Integer> {
  @Parameters(paramLabel = "bash|zsh|fish", description = "the shell")
  Shell shell = Shell.BASH;

  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<CommandWords> commands =
        Commands.all().stream()
            .map(
                entry ->
                    CommandWords.of(
                        entry.name(),
                        entry.summary(),
                        CommandSpec.forAnnotatedObject(entry.create(console))))
            .toList();
    console.out().print(shell.script(commands));
    return 0;
  }
}
