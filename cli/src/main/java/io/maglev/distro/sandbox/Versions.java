package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object in another version of its kind; only the name of the version changes here. */
final class Versions {
  private Versions() {}

  static KubeObject in(String apiVersion, KubeObject object) {
    if (object.apiVersion().equals(apiVersion)) {
      return object;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(object.content());
    copy.put("apiVersion", apiVersion);
    return new KubeObject(copy);
  }
}
