package io.maglev.distro.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tar stream: ustar, PAX, GNU and the older forms, refused where Go's archive/tar
 * refuses them and in its words. A library that is more forgiving would take half an archive for a
 * whole one. Not thread-safe.
 */
final class TarStream {
  private final InputStream in;

  TarStream(InputStream in) {
    this.in = in;
  }

  /**
   * The next entry; null behind the last. The content of the one before must have been read.
   *
   * @throws TarDamage if the stream is none
   */
  @Nullable TarHeader next() throws IOException {
    Map<String, String> pax = Map.of();
    String longName = "";
    while (true) {
      byte[] block = block();
      if (block == null) {
        return null;
      }
      TarHeader header = TarHeader.parse(block);
      switch (header.type()) {
        case TarHeader.PAX -> pax = records(content(header));
        case TarHeader.PAX_GLOBAL -> {
          records(content(header));
          return header;
        }
        case TarHeader.GNU_LONG_NAME -> {
          byte[] name = content(header);
          longName = TarHeader.text(name, 0, name.length);
        }
        case TarHeader.GNU_LONG_LINK -> content(header);
        default -> {
          return header.with(pax, longName);
        }
      }
    }
  }

  /** What follows the header, which the caller has found not to be too much. */
  byte[] content(TarHeader header) throws IOException {
    byte[] bytes = in.readNBytes(Math.toIntExact(Math.min(header.content(), Integer.MAX_VALUE)));
    if (bytes.length < header.content()) {
      throw TarDamage.end();
    }
    in.readNBytes(UstarHeader.padding(bytes.length)); // the last entry's may be missing
    return bytes;
  }

  /** One block; null at the end, which zeros or nothing mark. */
  private byte @Nullable [] block() throws IOException {
    byte[] block = in.readNBytes(UstarHeader.BLOCK);
    if (isZero(block)) {
      byte[] second = block.length == 0 ? block : in.readNBytes(UstarHeader.BLOCK);
      requireWhole(second);
      if (!isZero(second)) {
        throw TarDamage.header();
      }
      return null;
    }
    requireWhole(block);
    return block;
  }

  private static void requireWhole(byte[] block) throws TarDamage {
    if (block.length > 0 && block.length < UstarHeader.BLOCK) {
      throw TarDamage.end();
    }
  }

  private static boolean isZero(byte[] block) {
    return Arrays.equals(block, new byte[block.length]);
  }

  /** Records of the form {@code length key=value\n}, the length counting all of it. */
  private static Map<String, String> records(byte[] bytes) throws TarDamage {
    Map<String, String> records = new HashMap<>();
    int at = 0;
    while (at < bytes.length) {
      int space = indexOf(bytes, ' ', at, bytes.length);
      long length = space < 0 ? 0 : TarNumber.decimal(ascii(bytes, at, space));
      if (length < 5 || length > bytes.length - at || bytes[at + (int) length - 1] != '\n') {
        throw TarDamage.header();
      }
      int end = at + (int) length - 1;
      int equals = indexOf(bytes, '=', space + 1, end);
      if (equals <= space + 1) {
        throw TarDamage.header();
      }
      records.put(
          ascii(bytes, space + 1, equals), TarHeader.text(bytes, equals + 1, end - equals - 1));
      at = end + 1;
    }
    return records;
  }

  private static int indexOf(byte[] bytes, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
