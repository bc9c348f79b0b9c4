package io.maglev.distro.cli.option;

import io.maglev.distro.action.TemplateChartAction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code helm template}. */
public final class ChartTemplateOptions {
  @Option(
      names = {"-n", "--namespace"},
      defaultValue = "default",
      paramLabel = "NAME",
      description = "of the release (default: ${DEFAULT-VALUE})")
  String namespace = "default";

  @Mixin ChartValuesOptions values = new ChartValuesOptions();

  @Option(
      names = "--kube-version",
      paramLabel = "VERSION",
      description = "Kubernetes version that templates see")
  @Nullable String kubeVersion;

  @Option(
      names = {"-a", "--api-versions"},
      split = ",",
      paramLabel = "VERSION",
      description = "API versions that templates see in addition")
  List<String> apiVersions = new ArrayList<>();

  @Option(names = "--include-crds", description = "print the chart's crds/ too")
  boolean includeCrds;

  @Option(
      names = {"-s", "--show-only"},
      paramLabel = "TEMPLATE",
      description = "print what these templates render only")
  List<String> showOnly = new ArrayList<>();

  @Option(names = "--is-upgrade", description = "set .Release.IsUpgrade")
  boolean isUpgrade;

  @Option(
      names = "--skip-schema-validation",
      description = "do not check values against values.schema.json")
  boolean skipSchemaValidation;

  @Option(names = "--skip-tests", description = "leave out the hooks of 'helm test'")
  boolean skipTests;

  @Option(names = "--no-hooks", description = "leave out all hooks")
  boolean noHooks;

  /** The request these options make. */
  public TemplateChartAction.Request request(String name, Path chart) {
    return new TemplateChartAction.Request(
        name,
        chart,
        namespace,
        values.values(),
        new TemplateChartAction.Flags(
            Optional.ofNullable(kubeVersion),
            apiVersions,
            includeCrds,
            showOnly,
            isUpgrade,
            skipSchemaValidation,
            skipTests,
            noHooks));
  }

  /** Whether hooks are printed too. */
  public boolean withHooks() {
    return !noHooks;
  }
}
