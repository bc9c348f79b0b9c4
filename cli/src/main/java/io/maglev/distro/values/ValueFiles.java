package io.maglev.distro.values;

/** Where the files named by {@code -f} and {@code --set-file} come from. */
@FunctionalInterface
public interface ValueFiles {

  /**
   * The content of the file; {@code -} is the standard input.
   *
   * @throws io.maglev.distro.error.DistroException if it cannot be read
   */
  byte[] read(String path);
}
