package io.maglev.distro.yaml;

import org.jspecify.annotations.Nullable;

/**
 * YAML byte for byte as Helm prints it. Values are Map, Iterable, String, Boolean, Long, Integer,
 * Double and null.
 */
public final class GoYaml {
  private GoYaml() {}

  /**
   * {@code sigs.k8s.io/yaml.Marshal}: through JSON, then go-yaml v2. Ends with a newline, which
   * Helm's {@code toYaml} cuts off.
   *
   * @throws YamlException where Marshal reports an error; {@code toYaml} returns "" then
   */
  public static String write(@Nullable Object value) {
    return new BlockEmitter(false).write(value);
  }

  /**
   * Helm's {@code toYamlPretty} before it cuts off the last newline: go-yaml v3 with an indent of
   * two.
   *
   * @throws YamlException where Encode reports an error; {@code toYamlPretty} returns "" then
   */
  public static String writePretty(@Nullable Object value) {
    return new BlockEmitter(true).write(value);
  }
}
