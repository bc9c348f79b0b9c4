package io.maglev.distro.cli.start;

import java.io.IOException;
import java.nio.file.Path;

/** Whatever can write an archive: a trained JVM, but not in tests. */
interface ArchiveWriter {
  /**
   * Writes the archive.
   *
   * @param scratch an empty directory for whatever else is written
   * @return whether it is complete
   */
  boolean writeArchive(Path scratch, Path archive) throws IOException;
}
