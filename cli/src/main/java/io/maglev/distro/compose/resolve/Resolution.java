package io.maglev.distro.compose.resolve;

import io.maglev.distro.compose.pack.PackedChart;
import io.maglev.distro.model.Lock;
import java.util.List;
import java.util.Map;

/**
 * A manifest whose every open end is tied. Immutable.
 *
 * @param components the packed chart of each component by its name
 * @param hooks the packed chart of each hook by its name
 * @param warnings what is odd but stops nothing
 */
public record Resolution(
    Lock lock,
    Map<String, PackedChart> components,
    Map<String, PackedChart> hooks,
    List<String> warnings) {

  public Resolution {
    components = Map.copyOf(components);
    hooks = Map.copyOf(hooks);
    warnings = List.copyOf(warnings);
  }
}
