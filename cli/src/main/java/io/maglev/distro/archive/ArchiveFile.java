package io.maglev.distro.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/**
 * A regular file of an archive, held in memory.
 *
 * @param name relative, with {@code /} between its segments
 * @param bytes its content; must not be changed after it was handed over
 */
@SuppressWarnings("ArrayRecordComponent") // equality by content is defined below
public record ArchiveFile(String name, byte[] bytes) {

  /** The order files are packed in: by the bytes of their UTF-8 names, as {@code LC_ALL=C sort}. */
  public static final Comparator<ArchiveFile> BY_NAME =
      (left, right) ->
          Arrays.compareUnsigned(
              left.name.getBytes(StandardCharsets.UTF_8),
              right.name.getBytes(StandardCharsets.UTF_8));

  /** The content as UTF-8 text; malformed bytes become U+FFFD. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArchiveFile file
        && name.equals(file.name)
        && Arrays.equals(bytes, file.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, Arrays.hashCode(bytes));
  }

  @Override
  public String toString() {
    return name + " (" + bytes.length + " bytes)";
  }
}
