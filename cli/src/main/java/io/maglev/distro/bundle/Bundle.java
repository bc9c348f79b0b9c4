package io.maglev.distro.bundle;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A bundle that was checked to the last byte and is held open, so that replacing the file changes
 * nothing; each blob is hashed again when it is read, so that writing into it is noticed.
 */
public final class Bundle implements AutoCloseable {
  private static final long MEMORY_LIMIT = 100L << 20;

  private final Path file;
  private final FileChannel channel;
  private final BundleHead head;

  Bundle(Path file, FileChannel channel, BundleHead head) {
    this.file = file;
    this.channel = channel;
    this.head = head;
  }

  public BundleHead head() {
    return head;
  }

  public Path file() {
    return file;
  }

  /**
   * The .tgz of a chart, by the digest the lock names.
   *
   * @throws DistroException with NOT_FOUND if the bundle has none
   */
  public byte[] chart(Digest archive) {
    return blob(archive);
  }

  /**
   * Any blob of up to 100 MiB.
   *
   * @throws DistroException with NOT_FOUND if the bundle has none with that digest
   */
  public byte[] blob(Digest digest) {
    BundleLayout.Entry entry =
        head.layout()
            .blob(digest)
            .orElseThrow(
                () ->
                    DistroException.of(
                        ErrorCode.NOT_FOUND,
                        "cannot read blob '" + digest + "': bundle '" + file + "' has none such"));
    if (entry.size() > MEMORY_LIMIT) {
      throw DistroException.of(
          ErrorCode.BUNDLE_INVALID,
          "cannot read blob '"
              + digest
              + "': it is "
              + entry.size()
              + " bytes, limit "
              + MEMORY_LIMIT);
    }
    byte[] bytes = read(entry);
    if (!Digest.of(bytes).equals(digest)) {
      throw BundleInvalidException.altered(
          file.toString(), "blob " + digest + " was altered after it was checked", entry.content());
    }
    return bytes;
  }

  private byte[] read(BundleLayout.Entry entry) {
    ByteBuffer buffer = ByteBuffer.allocate((int) entry.size());
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, entry.content() + buffer.position()) < 0) {
          throw BundleInvalidException.truncated(
              file.toString(), "'" + entry.name() + "'", entry.content() + buffer.position());
        }
      }
      return buffer.array();
    } catch (IOException e) {
      throw BundleReader.unreadable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw BundleReader.unreadable(file, e);
    }
  }
}
