package io.maglev.distro.yaml;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a Go struct: {@link GoJson} writes them in their own order, as {@code
 * encoding/json} does, where it sorts the keys of maps. Not thread-safe.
 */
public final class StructMap extends LinkedHashMap<String, @Nullable Object> {
  private static final long serialVersionUID = 1L;
}
