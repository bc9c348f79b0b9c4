package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.SourceLocation;
import java.nio.file.Path;

/**
 * The path of a chart as a manifest gives it.
 *
 * @param where its place in the manifest, which may be one that another includes
 */
public record ChartPath(String text, SourceLocation where) {

  /**
   * The chart, named relative to the file that names it.
   *
   * @throws java.nio.file.InvalidPathException if the text is no path
   */
  public Path resolve() {
    return shown().toAbsolutePath().normalize();
  }

  /** The same as somebody finds it from where the manifest was named: for messages. */
  public Path shown() {
    return Path.of(where.file()).resolveSibling(text).normalize();
  }
}
