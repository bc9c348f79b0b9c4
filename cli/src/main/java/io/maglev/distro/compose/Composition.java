package io.maglev.distro.compose;

import io.maglev.distro.compose.locking.Pins;
import io.maglev.distro.compose.pack.PackedChart;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.RenderedChart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A distro that is ready to be bundled: resolved, ordered and proven to render. Immutable.
 *
 * @param lock as it will be read from the bundle
 * @param lockJson its canonical bytes
 * @param components the packed chart of each component by its name
 * @param hooks the packed chart of each hook by its name
 * @param rendered what each component renders to, in order of installation
 * @param pins what a lock file would say of it
 * @param warnings what is odd but stops nothing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Composition(
    Lock lock,
    byte[] lockJson,
    Map<String, PackedChart> components,
    Map<String, PackedChart> hooks,
    Map<String, RenderedChart> rendered,
    Pins pins,
    List<String> warnings) {

  public Composition {
    rendered = Collections.unmodifiableMap(new LinkedHashMap<>(rendered));
    warnings = List.copyOf(warnings);
  }
}
