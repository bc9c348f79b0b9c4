package io.maglev.distro.bundle;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Reads untrusted bundles. Every method throws {@link BundleInvalidException} at the first byte
 * that is not as the format says.
 */
public final class BundleReader {
  private BundleReader() {}

  /**
   * Checks the whole file in one pass and keeps it open for its blobs.
   *
   * @throws BundleInvalidException if a byte is altered, missing or too much
   * @throws DistroException with IO if the file cannot be read
   */
  public static Bundle open(Path file) {
    FileChannel channel = channel(file);
    try {
      BundleHead head = verify(file.toString(), stream(channel));
      return new Bundle(file, channel, head);
    } catch (DistroException e) {
      close(channel, e);
      throw e;
    }
  }

  /**
   * The head of a bundle, checked, and that the file is as long as the head says. Quick: the blobs
   * behind it are not read, so nothing of them may be believed yet.
   */
  public static BundleHead readHead(Path file) {
    try (FileChannel channel = channel(file)) {
      BundleHead head = readHead(file.toString(), stream(channel));
      long size = channel.size();
      if (size < head.layout().size()) {
        throw BundleInvalidException.truncated(file.toString(), "its blobs", size);
      }
      if (size > head.layout().size()) {
        throw BundleInvalidException.altered(
            file.toString(), "something follows its end", head.layout().size());
      }
      return head;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * The head of a bundle that arrives by any stream; reads no further than it must, give or take a
   * buffer.
   *
   * @param label what messages call the bundle
   */
  public static BundleHead readHead(String label, InputStream in) {
    return new BundleScanner(label, in).head();
  }

  /** Checks a bundle that arrives by any stream to its end. */
  public static BundleHead verify(String label, InputStream in) {
    BundleScanner scanner = new BundleScanner(label, in);
    BundleHead head = scanner.head();
    scanner.rest(head);
    return head;
  }

  private static FileChannel channel(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static InputStream stream(FileChannel channel) {
    return new BufferedInputStream(Channels.newInputStream(channel), 256 << 10);
  }

  private static void close(FileChannel channel, DistroException because) {
    try {
      channel.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  static DistroException unreadable(Path file, IOException e) {
    return new DistroException(
        ErrorCode.IO,
        "cannot read bundle '" + file + "': " + FileTrouble.reason(e),
        List.of(),
        Optional.of("check the path and its permissions"),
        e);
  }
}
