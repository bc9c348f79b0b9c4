package io.maglev.distro.values;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What coalescing needs to know of a chart: its name, its own values and its subcharts. */
public interface ValuesNode {

  /** The name in the tree: the alias where the parent gave one. */
  String name();

  /** The chart's own {@code values.yaml}; never changed by coalescing. */
  Map<String, @Nullable Object> values();

  List<? extends ValuesNode> dependencies();
}
