package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoStringMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deep merge of darccio/mergo 1.0 for template maps. Without overwriting, what is empty in the
 * target (zero, false, "", an empty list) counts as missing; with it, nil and empty values of the
 * source win too, except that an empty map changes nothing.
 */
final class Merge {
  private static final int MAX_DEPTH = 1000;

  private final boolean overwrite;

  private Merge(boolean overwrite) {
    this.overwrite = overwrite;
  }

  /** Merges the source into the target, which ends up sharing lists and maps with the source. */
  static void into(
      Map<String, @Nullable Object> target,
      Map<String, @Nullable Object> source,
      boolean overwrite) {
    new Merge(overwrite).maps(target, source, 0);
  }

  private void maps(
      Map<String, @Nullable Object> target, Map<String, @Nullable Object> source, int depth) {
    if (depth > MAX_DEPTH) {
      throw new FunctionException("values to merge nest deeper than " + MAX_DEPTH);
    }
    for (Map.Entry<String, @Nullable Object> entry : new ArrayList<>(source.entrySet())) {
      Object value = entry.getValue();
      if (value != null) {
        entry(target, entry.getKey(), value, depth);
      } else if (overwrite) {
        target.put(entry.getKey(), null);
      }
    }
  }

  @SuppressWarnings("unchecked") // template maps have string keys only
  private void entry(Map<String, @Nullable Object> target, String key, Object value, int depth) {
    Object old = target.get(key);
    boolean bothMaps = false;
    if (old instanceof Map<?, ?> map && value instanceof Map<?, ?> other) {
      bothMaps = true;
      if (!(map instanceof GoStringMap)) {
        maps((Map<String, @Nullable Object>) map, (Map<String, @Nullable Object>) other, depth + 1);
      }
    }
    boolean list = value instanceof List || value instanceof byte[];
    if (list && overwrite) {
      target.put(key, value);
      return;
    }
    boolean kept = GoKind.isTrue(old);
    if (kept && (list || bothMaps)) {
      return;
    }
    if (overwrite || !kept) {
      target.put(key, value);
    }
  }
}
