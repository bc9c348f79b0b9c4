package io.maglev.distro.render;

import io.maglev.distro.chart.ChartLoadException;
import io.maglev.distro.chart.ChartLoader;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.values.SetMode;
import io.maglev.distro.values.UserValues;
import io.maglev.distro.values.ValueSource;
import io.maglev.distro.values.ValuesException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our {@code helm template NAME CHART FLAGS...}, with the flags that golden cases use. */
final class HelmTemplateRun {
  private final Path directory;
  private final List<String> files = new ArrayList<>();
  private final List<ValueSource> sources = new ArrayList<>();
  private final List<String> showOnly = new ArrayList<>();
  private RenderOptions options = RenderOptions.offline();
  private Capabilities capabilities = ClientCapabilities.standard();
  private String name = "release-name";
  private String namespace = "default";
  private boolean upgrade;
  private boolean skipTests;
  private boolean noHooks;

  private HelmTemplateRun(Path directory) {
    this.directory = directory;
  }

  /**
   * What Helm would print: the output, or the line that starts with {@code Error: }.
   *
   * @param directory the working directory, which holds {@code chart}
   */
  static byte[] output(Path directory, List<String> arguments) {
    HelmTemplateRun run = new HelmTemplateRun(directory);
    try {
      run.parse(new ArrayDeque<>(arguments));
      return run.render();
    } catch (DistroException e) {
      return ("Error: " + helmText(e).stripTrailing() + "\n")
          .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static String helmText(DistroException e) {
    if (e instanceof RenderException failure) {
      return failure.helmText();
    }
    if (e instanceof ValuesException failure) {
      return failure.helmText();
    }
    return e instanceof ChartLoadException failure ? failure.helmText() : "? " + e.getMessage();
  }

  private byte[] render() {
    Map<String, @Nullable Object> values = UserValues.merge(files, sources, this::read);
    RenderRequest request =
        new RenderRequest(
            ChartLoader.load(directory.resolve("chart")),
            values,
            new ReleaseContext(name, namespace, 1, !upgrade, upgrade),
            capabilities,
            options);
    return new TemplateCommandOutput(showOnly, skipTests, noHooks)
        .bytes(ChartRenderer.render(request));
  }

  private byte[] read(String file) {
    try {
      return Files.readAllBytes(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void parse(Deque<String> arguments) {
    while (!arguments.isEmpty()) {
      String flag = arguments.pop();
      switch (flag) {
        case "--include-crds" -> options = options.withIncludeCrds(true);
        case "--skip-schema-validation" -> options = options.withSkipSchemaValidation(true);
        case "--is-upgrade" -> upgrade = true;
        case "--skip-tests" -> skipTests = true;
        case "--no-hooks" -> noHooks = true;
        default -> parse(flag, arguments.pop());
      }
    }
  }

  private void parse(String flag, String value) {
    switch (flag) {
      case "--set" -> sources.add(new ValueSource(SetMode.TYPED, value));
      case "--set-string" -> sources.add(new ValueSource(SetMode.STRING, value));
      case "--set-json" -> sources.add(new ValueSource(SetMode.JSON, value));
      case "--set-file" -> sources.add(new ValueSource(SetMode.FILE, value));
      case "--set-literal" -> sources.add(new ValueSource(SetMode.LITERAL, value));
      case "--values" -> files.add(value);
      case "--namespace" -> namespace = value;
      case "--show-only" -> showOnly.add(value);
      case "--api-versions" ->
          capabilities =
              ClientCapabilities.withApiVersions(capabilities, List.of(value.split(",")));
      case "--kube-version" ->
          capabilities = ClientCapabilities.withKubeVersion(capabilities, value);
      case "--name-template" -> name = value;
      default -> throw new IllegalArgumentException("no flag of golden cases: " + flag);
    }
  }
}
