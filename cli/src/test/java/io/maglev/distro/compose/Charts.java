package io.maglev.distro.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Writes small charts and manifests for tests below one directory.
 *
 * @param dir where manifests lie; charts lie in directories of their name beside them
 */
public record Charts(Path dir) {

  /** A chart of one ConfigMap that shows its values; version 1.0.0 unless more is said. */
  public Path chart(String name, String... metadata) {
    boolean versioned = Stream.of(metadata).anyMatch(line -> line.startsWith("version:"));
    write(
        name + "/Chart.yaml",
        "apiVersion: v2\nname: "
            + name
            + "\n"
            + (versioned ? "" : "version: 1.0.0\n")
            + String.join("\n", metadata)
            + "\n");
    write(
        name + "/templates/configmap.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Release.Name }}
        data:
          values: {{ toJson .Values | quote }}
        """);
    return dir.resolve(name);
  }

  /** A manifest {@code distro.yaml} with the given text below {@code spec}. */
  public Path manifest(String spec) {
    return write(
        "distro.yaml",
        """
        apiVersion: distro.maglev.io/v1
        kind: Distro
        metadata: { name: demo, version: 1.2.3 }
        spec:
        """
            + spec.indent(2));
  }

  /** A file of that content. */
  public Path write(String path, String content) {
    try {
      Path file = dir.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
