package io.maglev.distro.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compression of records, bounded on the way back. */
final class Gzip {
  /** A full Secret of zeros would unpack to 800 MiB; real records stay far below this. */
  static final int UNPACKED_LIMIT = 64 * 1024 * 1024;

  private Gzip() {}

  static byte[] pack(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (GZIPOutputStream gzip = new BestCompression(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return packed.toByteArray();
  }

  static boolean isPacked(byte[] bytes) {
    return bytes.length > 3
        && bytes[0] == 0x1f
        && bytes[1] == (byte) 0x8b
        && bytes[2] == Deflater.DEFLATED;
  }

  static byte[] unpack(byte[] packed) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] bytes = gzip.readNBytes(UNPACKED_LIMIT + 1);
      if (bytes.length > UNPACKED_LIMIT) {
        throw RecordException.unreadable(
            "it unpacks to more than " + UNPACKED_LIMIT + " bytes", null);
      }
      return bytes;
    } catch (IOException e) {
      throw RecordException.unreadable("it is no intact gzip stream", e);
    }
  }

  /** Level 9, as Helm packs. */
  private static final class BestCompression extends GZIPOutputStream {
    BestCompression(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
