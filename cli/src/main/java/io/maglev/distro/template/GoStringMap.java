package io.maglev.distro.template;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Go {@code map[string]string}, e.g. the annotations of a chart or the result of sprig's {@code
 * split}. A missing key gives the empty string. Immutable.
 */
public final class GoStringMap extends AbstractMap<String, Object> implements GoTyped {
  /** A nil map: empty, but {@code null} as JSON or YAML. */
  public static final GoStringMap NIL = new GoStringMap(Map.of());

  private final Map<String, Object> entries;

  /** Copies the entries. */
  public GoStringMap(Map<String, String> entries) {
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  @Override
  public String goTypeName() {
    return GoType.STRING_MAP.goName();
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return entries.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return entries.containsKey(key);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return entries.entrySet();
  }
}
