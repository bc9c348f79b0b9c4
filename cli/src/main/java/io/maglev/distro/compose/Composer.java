package io.maglev.distro.compose;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.compose.locking.LockCheck;
import io.maglev.distro.compose.locking.Pinning;
import io.maglev.distro.compose.locking.Pins;
import io.maglev.distro.compose.manifest.Manifest;
import io.maglev.distro.compose.manifest.ManifestReader;
import io.maglev.distro.compose.parameter.ParameterValues;
import io.maglev.distro.compose.parameter.Parameters;
import io.maglev.distro.compose.resolve.Resolution;
import io.maglev.distro.compose.resolve.Resolver;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.ParameterInput;
import io.maglev.distro.model.Selection;
import io.maglev.distro.render.RenderOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes a distro of a manifest. Thread-safe. */
public final class Composer {
  private Composer() {}

  /** As {@link #compose(Path, Optional, Selection, ParameterInput)}, without a profile. */
  public static Composition compose(Path file, Selection selection, ParameterInput parameters) {
    return compose(file, Optional.empty(), selection, parameters);
  }

  /**
   * Reads, resolves, orders and renders everything once.
   *
   * @param profile one of the manifest's
   * @param parameters prove the rendering and are not kept
   * @throws DistroException for everything that is wrong with the manifest, its charts, their
   *     requirements or what they render to
   */
  public static Composition compose(
      Path file, Optional<String> profile, Selection selection, ParameterInput parameters) {
    Manifest manifest = ManifestReader.read(file, profile);
    ParameterValues values = Parameters.of(manifest.parameters()).resolve(parameters);
    Resolution resolution = Resolver.resolve(manifest, selection);
    byte[] json = LockCodec.write(resolution.lock());
    // What is proven is what install will read, not what is in memory here.
    Lock lock = LockCodec.read(json, file.toString());
    RenderProof proof = RenderProof.of(lock, renderer(charts(resolution), values));
    List<String> warnings = new ArrayList<>(resolution.warnings());
    warnings.addAll(proof.warnings());
    return new Composition(
        lock,
        json,
        resolution.components(),
        resolution.hooks(),
        proof.components(),
        Pinning.of(file, manifest, resolution),
        warnings.stream().map(values::mask).toList());
  }

  /**
   * The names of a manifest's profiles.
   *
   * @throws DistroException if it cannot be read
   */
  public static List<String> profiles(Path file) {
    return ManifestReader.read(file).profiles();
  }

  /**
   * Checks a manifest as {@link #compose} does, but for rendering where parameters have no default,
   * and the lock file beside it, if there is one.
   *
   * @param profile one of the manifest's
   * @return what is odd but no error
   * @throws DistroException as {@link #compose}
   */
  public static List<String> lint(Path file, Optional<String> profile) {
    Manifest manifest = ManifestReader.read(file, profile);
    Resolution resolution = Resolver.resolve(manifest, Selection.ALL);
    Lock lock = LockCodec.read(LockCodec.write(resolution.lock()), file.toString());
    List<String> warnings = new ArrayList<>(resolution.warnings());
    Pins pins = Pinning.of(file, manifest, resolution);
    warnings.addAll(new LockCheck(file, profile, pins, true).stale());
    warnings.addAll(lintWith(lock, values -> renderer(charts(resolution), values)));
    return warnings;
  }

  /**
   * Checks that a lock renders with the defaults of its parameters, if all have one.
   *
   * @param archives the .tgz of each chart by its digest
   * @return what is odd but no error
   * @throws DistroException for what does not render
   */
  public static List<String> lint(Lock lock, Function<Digest, byte[]> archives) {
    return lintWith(lock, values -> new BundleRenderer(archives, values, RenderOptions.proof()));
  }

  private static List<String> lintWith(
      Lock lock, Function<ParameterValues, BundleRenderer> renderer) {
    ParameterValues values;
    try {
      values = Parameters.of(lock).resolve(ParameterInput.NONE);
    } catch (DistroException e) {
      if (e.code() != ErrorCode.VALUES_INVALID) {
        throw e;
      }
      return List.of("not rendered: " + e.getMessage());
    }
    return RenderProof.of(lock, renderer.apply(values)).warnings();
  }

  private static BundleRenderer renderer(Map<Digest, Chart> charts, ParameterValues values) {
    return BundleRenderer.ofCharts(charts, values, RenderOptions.proof());
  }

  /** Each chart as it was read from its archive. */
  private static Map<Digest, Chart> charts(Resolution resolution) {
    Map<Digest, Chart> charts = new HashMap<>();
    resolution.components().values().forEach(chart -> charts.put(chart.digest(), chart.chart()));
    resolution.hooks().values().forEach(chart -> charts.put(chart.digest(), chart.chart()));
    return charts;
  }
}
