package io.maglev.distro.cli.option;

import io.maglev.distro.action.InstallAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What bringing up a bundle needs to know, for the first time or as an upgrade. */
public final class DeployOptions {
  private static final int MOST_PARALLEL = 256;

  @Parameters(paramLabel = "BUNDLE", description = "what 'distro compose' wrote")
  Path bundle = Path.of("");

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "16",
      description = "how many components may be on their way at once (default: ${DEFAULT-VALUE})")
  int parallel = 16;

  @Option(
      names = "--create-namespaces",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "create missing namespaces (default: ${DEFAULT-VALUE})")
  boolean createNamespaces = true;

  @Option(
      names = "--adopt",
      split = ",",
      paramLabel = "COMPONENT",
      description =
          "take over the releases of these components, which Helm has installed (comma-separated)")
  Set<String> adopt = Set.of();

  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin ParameterOptions parameters = new ParameterOptions();
  @Mixin TimeoutOption timeout = new TimeoutOption();
  @Mixin HookFlags hooks = new HookFlags();
  @Mixin SafetyFlags safety = new SafetyFlags();
  @Mixin ClusterOptions cluster = new ClusterOptions();

  /** See {@link ClusterOptions#ofSandbox}. */
  public String ofSandbox() {
    return cluster.ofSandbox();
  }

  /**
   * What the options ask for.
   *
   * @throws DistroException with USAGE if they cannot be meant
   */
  public InstallAction.Request request(Console console) {
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw DistroException.of(
          ErrorCode.USAGE,
          "cannot use --parallel " + parallel + ": it goes from 1 to " + MOST_PARALLEL);
    }
    return new InstallAction.Request(
        cluster.request(console),
        bundle,
        selection.selection(),
        parameters.askingInput(console),
        timeout.duration(),
        parallel,
        createNamespaces,
        hooks.options(),
        safety.options(),
        Set.copyOf(adopt));
  }
}
