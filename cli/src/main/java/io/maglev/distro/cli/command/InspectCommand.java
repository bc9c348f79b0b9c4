package io.maglev.distro.cli.command;

import io.maglev.distro.action.InspectAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.output.ByteSize;
import io.maglev.distro.cli.output.LockData;
import io.maglev.distro.cli.output.LockTables;
import io.maglev.distro.cli.output.PlainText;
import io.maglev.distro.model.Lock;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what is in a bundle. */
@Command(description = "Verify a bundle and show what is in it.")
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", description = "file that compose wrote")
  Path bundle = Path.of("");

  @Mixin OutputOption output = new OutputOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    InspectAction.Result result = new InspectAction().run(bundle);
    output.print(console, () -> text(result), () -> data(result));
    return 0;
  }

  private String text(InspectAction.Result result) {
    Lock lock = result.lock();
    StringBuilder text = new StringBuilder();
    line(text, "distro", lock.name() + " " + lock.version());
    if (!lock.description().isEmpty()) {
      line(text, "description", lock.description());
    }
    line(text, "identity", result.identity().toString());
    line(text, "format", result.format());
    line(text, "size", ByteSize.of(result.size()));
    line(text, "kubernetes", lock.kubernetes());
    line(text, "namespace", lock.namespace());
    return text.append('\n').append(LockTables.all(lock, console.display())).toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-11s ", name)).append(PlainText.line(value)).append('\n');
  }

  private static Map<String, @Nullable Object> data(InspectAction.Result result) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("bundle", result.bundle().toString());
    data.put("identity", result.identity().toString());
    data.put("format", result.format());
    data.put("size", result.size());
    data.putAll(LockData.of(result.lock()));
    return data;
  }
}
