package io.maglev.distro.action;

import io.maglev.distro.compose.pack.ChartPacker;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.render.ChartRenderer;
import io.maglev.distro.render.ClientCapabilities;
import io.maglev.distro.render.RenderOptions;
import io.maglev.distro.render.RenderRequest;
import io.maglev.distro.render.TemplateCommandOutput;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Renders one chart as {@code helm template} does, to the byte. */
public final class TemplateChartAction {
  /** Helm's chartutil.ValidateReleaseName. */
  private static final Pattern RELEASE_NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final int LONGEST_NAME = 53;

  /**
   * What is asked for.
   *
   * @param name of the release
   * @param chart directory or .tgz
   */
  public record Request(
      String name, Path chart, String namespace, ChartValues values, Flags flags) {}

  /** The flags of {@code helm template} of the same names. */
  public record Flags(
      Optional<String> kubeVersion,
      List<String> apiVersions,
      boolean includeCrds,
      List<String> showOnly,
      boolean isUpgrade,
      boolean skipSchemaValidation,
      boolean skipTests,
      boolean noHooks) {}

  /** The bytes to print, and what Helm would have warned of. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Result(byte[] output, List<String> warnings) {}

  /**
   * Renders the chart.
   *
   * @param stdin read for {@code -f -} only
   * @throws DistroException if the chart or the values are bad, or it does not render
   */
  public Result run(Request request, InputStream stdin) {
    requireName(request.name());
    Flags flags = request.flags();
    RenderOptions options =
        RenderOptions.offline()
            .withIncludeCrds(flags.includeCrds())
            .withSkipSchemaValidation(flags.skipSchemaValidation());
    ChartRenderer.Result rendered =
        ChartRenderer.renderWithWarnings(
            new RenderRequest(
                ChartPacker.load(request.chart()),
                request.values().read(stdin),
                new ReleaseContext(
                    request.name(), request.namespace(), 1, !flags.isUpgrade(), flags.isUpgrade()),
                capabilities(flags),
                options));
    TemplateCommandOutput output =
        new TemplateCommandOutput(flags.showOnly(), flags.skipTests(), flags.noHooks());
    return new Result(output.bytes(rendered.chart()), rendered.warnings());
  }

  private static Capabilities capabilities(Flags flags) {
    Capabilities capabilities = ClientCapabilities.standard();
    if (flags.kubeVersion().isPresent()) {
      capabilities = ClientCapabilities.withKubeVersion(capabilities, flags.kubeVersion().get());
    }
    return ClientCapabilities.withApiVersions(capabilities, flags.apiVersions());
  }

  private static void requireName(String name) {
    if (!RELEASE_NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      throw DistroException.of(
          ErrorCode.USAGE,
          "cannot use release name '"
              + name
              + "': it must be lower-case DNS labels, at most 53"
              + " characters");
    }
  }
}
