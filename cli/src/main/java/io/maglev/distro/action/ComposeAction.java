package io.maglev.distro.action;

import io.maglev.distro.bundle.Blob;
import io.maglev.distro.bundle.BundleChart;
import io.maglev.distro.bundle.BundleContent;
import io.maglev.distro.bundle.BundleFile;
import io.maglev.distro.bundle.BundleWriter;
import io.maglev.distro.compose.Composer;
import io.maglev.distro.compose.Composition;
import io.maglev.distro.compose.locking.LockCheck;
import io.maglev.distro.compose.pack.PackedChart;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.ParameterInput;
import io.maglev.distro.model.Selection;
import io.maglev.distro.render.ChartJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a bundle of a manifest. */
public final class ComposeAction {

  /**
   * What is asked for.
   *
   * @param profile one of the manifest's
   * @param directory where the bundle goes
   * @param parameters prove the rendering and are not kept
   * @param locked whether nothing may have moved since the manifest was locked
   */
  public record Request(
      Path manifest,
      Optional<String> profile,
      Path directory,
      Selection selection,
      ParameterInput parameters,
      boolean locked) {}

  /**
   * What was made.
   *
   * @param identity the digest that names the bundle's whole content
   * @param warnings what is odd but stopped nothing
   */
  public record Result(Path bundle, Digest identity, long size, Lock lock, List<String> warnings) {}

  /**
   * Composes and writes; nothing is written unless all is well.
   *
   * @throws io.maglev.distro.error.DistroException for everything that is wrong with the manifest
   *     and its charts, for what has moved if nothing may, or if the bundle cannot be written
   */
  public Result run(Request request) {
    Composition composition =
        Composer.compose(
            request.manifest(), request.profile(), request.selection(), request.parameters());
    LockCheck check =
        new LockCheck(
            request.manifest(), request.profile(), composition.pins(), request.selection().isAll());
    List<String> warnings = new ArrayList<>(composition.warnings());
    if (request.locked()) {
      check.require();
    } else {
      check.warning().ifPresent(warnings::add);
    }
    Lock lock = composition.lock();
    BundleFile written =
        BundleWriter.write(
            request.directory(),
            new BundleContent(
                lock.name(),
                lock.version(),
                Blob.of(composition.lockJson()),
                Optional.empty(),
                charts(composition.hooks()),
                charts(composition.components()),
                List.of()));
    return new Result(
        written.path(), written.identity(), written.size(), lock, List.copyOf(warnings));
  }

  private static List<BundleChart> charts(Map<String, PackedChart> packed) {
    Collection<PackedChart> charts = packed.values();
    return charts.stream()
        .map(
            chart ->
                new BundleChart(
                    ChartJson.metadata(chart.chart().metadata()), Blob.of(chart.archive())))
        .toList();
  }
}
