package io.maglev.distro.compose.manifest;

import io.maglev.distro.yaml.YamlNode;
import io.maglev.distro.yaml.YamlNode.MapNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/** Lays maps of manifests over each other; everything keeps the place it was written at. */
final class Overlay {
  private static final String VALUES = "values";

  private Overlay() {}

  /**
   * Values over values: tables are merged, all else comes from {@code over}. A null stays one, and
   * so takes away what the chart has by default, as among Helm's values files.
   */
  static MapNode values(MapNode base, MapNode over) {
    return join(base, over, key -> true);
  }

  /** A component or the like over its namesake: values are merged, other keys are replaced. */
  static MapNode entry(MapNode base, MapNode over) {
    return join(base, over, VALUES::equals);
  }

  /** A parameter over its namesake, keyword by keyword. */
  static YamlNode.Entry parameter(YamlNode.Entry base, YamlNode.Entry over) {
    return merged(base, over, (below, above) -> join(below, above, key -> false));
  }

  private static MapNode join(MapNode base, MapNode over, Predicate<String> merged) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    base.entries().forEach(entry -> entries.put(entry.key(), entry));
    for (YamlNode.Entry entry : over.entries()) {
      entries.merge(
          entry.key(),
          entry,
          (below, above) ->
              merged.test(above.key()) ? merged(below, above, Overlay::values) : above);
    }
    return new MapNode(List.copyOf(entries.values()), base.where());
  }

  /** Both joined if both are maps, else what is above. */
  private static YamlNode.Entry merged(
      YamlNode.Entry below, YamlNode.Entry above, BinaryOperator<MapNode> join) {
    return below.value() instanceof MapNode base && above.value() instanceof MapNode over
        ? new YamlNode.Entry(above.key(), above.where(), join.apply(base, over))
        : above;
  }
}
