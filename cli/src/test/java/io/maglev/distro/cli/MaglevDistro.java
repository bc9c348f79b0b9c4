package io.maglev.distro.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The distros of this repository, moved into a namespace of a test's own. */
final class MaglevDistro {
  private MaglevDistro() {}

  /**
   * Writes a manifest that is maglev's own but for the namespace and for a database that takes two
   * seconds to become ready, so that whoever does not wait for it is seen.
   */
  static Path manifest(Path dir, String namespace) {
    return write(
        dir.resolve("maglev.yaml"),
        namespace,
        "maglev",
        """
          components:
            - name: postgres
              values: { podAnnotations: { testbed.distro.maglev.io/delay: 2s } }
        """);
  }

  /** Writes a manifest of that slice, its name the slice's, which differs in the namespace only. */
  static Path slice(Path dir, String namespace, String slice) {
    return write(dir.resolve(slice + ".yaml"), namespace, slice, "");
  }

  private static Path write(Path file, String namespace, String slice, String more) {
    Path included = repository().resolve("distro-manifests/" + slice + ".yaml");
    String manifest =
        """
        apiVersion: distro.maglev.io/v1
        kind: Distro
        metadata: { name: %s, version: 0.1.0 }
        spec:
          namespace: %s
          include: [%s]
        """
            .formatted(slice, namespace, included);
    try {
      return Files.writeString(file, manifest + more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path repository() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(dir -> Files.exists(dir.resolve("distro-manifests")))
        .findFirst()
        .orElseThrow();
  }
}
