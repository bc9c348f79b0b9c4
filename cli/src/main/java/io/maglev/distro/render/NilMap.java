package io.maglev.distro.render;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A nil Go map: empty, but {@code null} as JSON or YAML. Immutable. */
final class NilMap extends AbstractMap<String, @Nullable Object> implements PlainForm {
  static final NilMap INSTANCE = new NilMap();

  private NilMap() {}

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return Set.of();
  }

  @Override
  public @Nullable Object plain() {
    return null;
  }
}
