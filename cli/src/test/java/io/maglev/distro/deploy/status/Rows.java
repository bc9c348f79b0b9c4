package io.maglev.distro.deploy.status;

import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads row files and objects written in YAML. */
final class Rows {
  private Rows() {}

  /** The documents of a file of {@code fixtures}. */
  static List<KubeObject> of(String file) {
    try (InputStream in =
        Objects.requireNonNull(Rows.class.getResourceAsStream("/fixtures/" + file), file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return YamlReader.readObjects(text, file).stream().map(KubeObject::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KubeObject object(String yaml) {
    return new KubeObject(YamlReader.readObject(yaml, "test"));
  }

  @SuppressWarnings("unchecked") // a YAML map has string keys only
  static KubeObject child(KubeObject row, String key) {
    return new KubeObject((Map<String, Object>) row.at(key).orElseThrow());
  }
}
