package io.maglev.distro.template;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A nil Go map, which a function is given where a template passes nil: it reads as empty, and
 * writing to it is the error that Go panics with. Immutable.
 */
public final class GoNilMap extends AbstractMap<String, @Nullable Object> {
  public static final GoNilMap INSTANCE = new GoNilMap();

  private GoNilMap() {}

  @Override
  public @Nullable Object put(String key, @Nullable Object value) {
    throw new FunctionException("assignment to entry in nil map");
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return Set.of();
  }
}
