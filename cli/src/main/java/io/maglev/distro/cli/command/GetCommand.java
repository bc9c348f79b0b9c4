package io.maglev.distro.cli.command;

import io.maglev.distro.action.GetAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.ClusterOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.output.PlainText;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.yaml.GoJson;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what was deployed. */
@Command(
    description =
        "Show the values, manifests, hooks or notes that were deployed, of one component as"
            + " 'helm get' does, or of all.")
final class GetCommand implements Callable<Integer> {

  /** What can be shown. */
  enum What {
    VALUES,
    MANIFEST,
    HOOKS,
    NOTES
  }

  @Parameters(index = "0", paramLabel = "values|manifest|hooks|notes", description = "what to show")
  What what = What.VALUES;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DISTRO",
      description = "its name; one installed distro needs none")
  @Nullable String distro;

  @Option(names = "--component", paramLabel = "NAME", description = "this one alone")
  @Nullable String component;

  @Option(
      names = "--revision",
      paramLabel = "N",
      description =
          "of the distro, see 'distro history'; with --component of its release"
              + " (default: the newest of each release)")
  @Nullable Integer revision;

  @Option(
      names = {"-a", "--all"},
      description = "values joined with the defaults of the chart")
  boolean all;

  @Option(
      names = "--show-secrets",
      description = "mask neither secret parameters nor what Secrets contain")
  boolean showSecrets;

  @Mixin ClusterOptions cluster = new ClusterOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  GetCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    GetAction.Result result = new GetAction(Clock.systemUTC()).run(request());
    ErrorPrinter errors = new ErrorPrinter(console, global.debug());
    if (component != null && output.isJson()) {
      // As Helm prints it: on one line.
      console.out().print(GoJson.write(result.parts().get(0).data()) + "\n");
    } else {
      output.print(console, () -> text(result), () -> data(result));
    }
    result.missing().forEach(errors::warn);
    if (result.masked()) {
      errors.note("secrets are masked; --show-secrets shows them");
    }
    return ExitCode.DONE;
  }

  private GetAction.Request request() {
    if (all && what != What.VALUES) {
      throw DistroException.of(
          ErrorCode.USAGE, "cannot use --all here: it belongs to 'distro get values'");
    }
    if (revision != null && revision < 1) {
      throw DistroException.of(
          ErrorCode.USAGE, "cannot use --revision " + revision + ": revisions count from 1");
    }
    return new GetAction.Request(
        cluster.request(console),
        Optional.ofNullable(distro),
        Optional.ofNullable(component),
        Optional.ofNullable(revision),
        switch (what) {
          case VALUES -> all ? GetAction.What.ALL_VALUES : GetAction.What.VALUES;
          case MANIFEST -> GetAction.What.MANIFEST;
          case HOOKS -> GetAction.What.HOOKS;
          case NOTES -> GetAction.What.NOTES;
        },
        showSecrets,
        !output.isTable());
  }

  private String text(GetAction.Result result) {
    StringBuilder text = new StringBuilder();
    for (GetAction.Part part : result.parts()) {
      if (component == null) {
        text.append(part.isHook() ? "# Hook: " : "# Component: ").append(part.name()).append('\n');
      }
      text.append(what == What.VALUES ? heading() : "").append(part.text());
    }
    return console.terminal().showsOut() ? PlainText.lines(text.toString()) : text.toString();
  }

  private String heading() {
    return all ? "COMPUTED VALUES:\n" : "USER-SUPPLIED VALUES:\n";
  }

  private @Nullable Object data(GetAction.Result result) {
    if (component != null) {
      return result.parts().get(0).data();
    }
    Map<String, @Nullable Object> components = new LinkedHashMap<>();
    Map<String, @Nullable Object> hooks = new LinkedHashMap<>();
    result.parts().forEach(it -> (it.isHook() ? hooks : components).put(it.name(), it.data()));
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", result.distro());
    data.put("namespace", result.namespace());
    data.put("components", components);
    if (what == What.HOOKS) {
      data.put("hooks", hooks);
    }
    return data;
  }
}
