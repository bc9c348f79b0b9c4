package io.maglev.distro.cli.error;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/** An environment in which most cannot be looked up: a defect that a command meets midway. */
final class BrokenEnvironment extends AbstractMap<String, String> {
  private final Map<String, String> readable;

  BrokenEnvironment(Map<String, String> readable) {
    this.readable = readable;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    throw new IllegalStateException("the environment is broken");
  }

  @Override
  public String getOrDefault(Object key, String otherwise) {
    return readable.getOrDefault(key, otherwise);
  }
}
