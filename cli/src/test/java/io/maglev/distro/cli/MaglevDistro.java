package io.maglev.distro.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The distro of this repository, moved into a namespace of a test's own. */
final class MaglevDistro {
  private MaglevDistro() {}

  /**
   * Writes its manifest, with charts that are still the repository's, below a directory. The
   * database takes two seconds to become ready, so that whoever does not wait for it is seen.
   */
  static Path manifest(Path dir, String namespace) {
    try {
      Path repository = repository();
      String manifest =
          Files.readString(repository.resolve("distro-manifests/maglev.yaml"))
              .replace("namespace: maglev-system", "namespace: " + namespace)
              .replace("../charts/", repository.resolve("charts") + "/")
              .replace(
                  "databases: [kong, idm]",
                  "databases: [kong, idm]\n"
                      + "        podAnnotations: { testbed.distro.maglev.io/delay: 2s }")
              .replace("../hooks/", repository.resolve("hooks") + "/");
      return Files.writeString(dir.resolve("maglev.yaml"), manifest);
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
