package io.maglev.distro.yaml;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** TOML as Helm's {@code toToml} and {@code fromToml} print and read it: BurntSushi/toml 1.6. */
public final class GoToml {
  private GoToml() {}

  /**
   * What {@code toml.NewEncoder(w).Encode(value)} writes: floats always with a point, tables after
   * plain keys and indented by two spaces a level.
   *
   * @throws YamlException where Encode reports an error, whose text {@code toToml} then returns
   */
  public static String write(@Nullable Object value) {
    return new TomlWriter().write(value);
  }

  /**
   * What {@code toml.Unmarshal} into a map yields: Long, Double, String, Boolean, List, Map; dates
   * and times as their text.
   *
   * @throws YamlException with {@code toml: line N: ...}
   */
  public static Map<String, @Nullable Object> read(String text) {
    return new TomlParser(text).parse();
  }
}
