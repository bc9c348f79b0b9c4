package io.maglev.distro.compose;

import io.maglev.distro.compose.manifest.Manifest;
import io.maglev.distro.compose.manifest.ManifestReader;
import io.maglev.distro.compose.pack.PackedChart;
import io.maglev.distro.compose.parameter.ParameterValues;
import io.maglev.distro.compose.parameter.Parameters;
import io.maglev.distro.compose.resolve.Resolution;
import io.maglev.distro.compose.resolve.Resolver;
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

/** Makes a distro of a manifest. Thread-safe. */
public final class Composer {
  private Composer() {}

  /**
   * Reads, resolves, orders and renders everything once.
   *
   * @param parameters prove the rendering and are not kept
   * @throws io.maglev.distro.error.DistroException for everything that is wrong with the manifest,
   *     its charts, their requirements or what they render to
   */
  public static Composition compose(Path file, Selection selection, ParameterInput parameters) {
    Manifest manifest = ManifestReader.read(file);
    ParameterValues values = Parameters.of(manifest.parameters()).resolve(parameters);
    Resolution resolution = Resolver.resolve(manifest, selection);
    byte[] json = LockCodec.write(resolution.lock());
    // What is proven is what install will read, not what is in memory here.
    Lock lock = LockCodec.read(json, file.toString());
    Map<Digest, PackedChart> charts = new HashMap<>();
    resolution.components().values().forEach(chart -> charts.put(chart.digest(), chart));
    resolution.hooks().values().forEach(chart -> charts.put(chart.digest(), chart));
    BundleRenderer renderer =
        new BundleRenderer(
            digest -> Optional.ofNullable(charts.get(digest)).orElseThrow().archive(),
            values,
            RenderOptions.offline());
    RenderProof proof = RenderProof.of(lock, renderer);
    List<String> warnings = new ArrayList<>(resolution.warnings());
    warnings.addAll(proof.warnings());
    return new Composition(
        lock,
        json,
        resolution.components(),
        resolution.hooks(),
        proof.components(),
        warnings.stream().map(values::mask).toList());
  }
}
