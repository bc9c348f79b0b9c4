package io.maglev.distro.compose.manifest;

import io.maglev.distro.compose.parameter.ParameterTemplate;
import io.maglev.distro.error.Problems;
import io.maglev.distro.values.Coalescer;
import io.maglev.distro.values.UserValues;
import io.maglev.distro.yaml.YamlNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the values of a manifest, its parameters left in place. Not thread-safe. */
final class ValuesReader {
  private static final int DEPTH_LIMIT = 100;

  /** Beyond this a JSON number is not exact. */
  private static final long EXACT = 1L << 53;

  private final Collection<String> parameters;
  private final Problems problems;
  private Map<String, @Nullable Object> global = new LinkedHashMap<>();

  ValuesReader(Collection<String> parameters, Problems problems) {
    this.parameters = parameters;
    this.problems = problems;
  }

  /** The distro's own values, which every component sees under {@code global}. */
  void readGlobal(Optional<? extends YamlNode> node) {
    global = node.map(this::read).orElseGet(LinkedHashMap::new);
  }

  /** A component's values over the distro's. */
  Map<String, @Nullable Object> readOver(Optional<YamlNode> node) {
    Map<String, @Nullable Object> own = readAlone(node);
    if (global.isEmpty()) {
      return own;
    }
    Map<String, @Nullable Object> base = new LinkedHashMap<>();
    base.put(Coalescer.GLOBAL, global);
    return UserValues.mergeMaps(base, own);
  }

  /** Values that nothing else lies under. */
  Map<String, @Nullable Object> readAlone(Optional<YamlNode> node) {
    return node.map(this::read).orElseGet(LinkedHashMap::new);
  }

  private Map<String, @Nullable Object> read(YamlNode node) {
    if (!(node instanceof YamlNode.MapNode map)) {
      problems.add(node.problem("values: expected a map"));
      return new LinkedHashMap<>();
    }
    if (check(node, 1)) {
      ParameterTemplate.check(node, parameters, problems);
    }
    return map.toValue();
  }

  /** Whether the values are no deeper than allowed; numbers that JSON cannot hold are noted. */
  private boolean check(YamlNode node, int depth) {
    if (depth > DEPTH_LIMIT) {
      problems.add(node.problem("values are nested deeper than " + DEPTH_LIMIT + " levels"));
      return false;
    }
    boolean shallow = true;
    if (node instanceof YamlNode.MapNode map) {
      for (YamlNode.Entry entry : map.entries()) {
        shallow &= check(entry.value(), depth + 1);
      }
    } else if (node instanceof YamlNode.ListNode list) {
      for (YamlNode element : list.elements()) {
        shallow &= check(element, depth + 1);
      }
    } else if (node.toValue() instanceof Number number && !exact(number)) {
      problems.add(node.problem("number " + number + " is not exact; put it in quotes"));
    }
    return shallow;
  }

  private static boolean exact(Number number) {
    return number instanceof Long whole
        ? Math.abs(whole) <= EXACT
        : Double.isFinite(number.doubleValue());
  }
}
