package io.maglev.distro.archive;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The one tar header that a name and a size have here: ustar, regular file, mode 0644, owner 0/0,
 * time 0. Since nothing else enters it, a reader derives the header it expects and compares bytes.
 *
 * <p>Sizes from 8 GiB, which eleven octal digits cannot hold, are written in base-256 (GNU, also
 * read by Go, libarchive and bsdtar) rather than in a PAX record: an entry then always takes 512
 * bytes plus its size rounded up, and offsets follow from sizes alone.
 */
public final class UstarHeader {
  /** Bytes of a header, and the unit that file content is padded to. */
  public static final int BLOCK = 512;

  /** The first size that needs base-256. */
  public static final long OCTAL_LIMIT = 1L << 33;

  private static final int NAME_BYTES = 100;
  private static final int PREFIX_BYTES = 155;
  private static final int PREFIX_AT = 345;
  private static final int SIZE_AT = 124;
  private static final int CHECKSUM_AT = 148;

  private UstarHeader() {}

  /**
   * The 512 bytes of the header.
   *
   * @throws DistroException if the name fits neither into 100 bytes nor, split at a slash, into 155
   *     and 100
   */
  public static byte[] of(String name, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("negative size " + size);
    }
    byte[] header = new byte[BLOCK];
    putName(header, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    putSize(header, size);
    put(header, 136, "00000000000");
    header[156] = '0';
    put(header, 257, "ustar");
    put(header, 263, "00");
    put(header, 329, "0000000");
    put(header, 337, "0000000");
    putChecksum(header);
    return header;
  }

  /** Bytes of zeros that follow a file of that size. */
  public static int padding(long size) {
    return (int) (-size & (BLOCK - 1));
  }

  /**
   * Bytes that header, content and padding of such a file take.
   *
   * @throws ArithmeticException if that exceeds a long
   */
  public static long entryBytes(long size) {
    return Math.addExact(Math.addExact(size, padding(size)), BLOCK);
  }

  private static void putName(byte[] header, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= NAME_BYTES) {
      System.arraycopy(bytes, 0, header, 0, bytes.length);
      return;
    }
    int slash = splitPoint(bytes);
    if (slash < 0) {
      throw DistroException.of(
          ErrorCode.ARCHIVE_INVALID,
          "cannot pack file '"
              + name
              + "': its name is "
              + bytes.length
              + " bytes and cannot be split at a '/' into at most 155 and 100",
          "shorten the file's name or that of a directory above it");
    }
    System.arraycopy(bytes, 0, header, PREFIX_AT, slash);
    System.arraycopy(bytes, slash + 1, header, 0, bytes.length - slash - 1);
  }

  /** The last slash that leaves both parts short enough, as GNU tar splits; -1 if none does. */
  private static int splitPoint(byte[] name) {
    for (int i = Math.min(PREFIX_BYTES, name.length - 2); i > 0; i--) {
      if (name[i] == '/') {
        return name.length - i - 1 <= NAME_BYTES ? i : -1;
      }
    }
    return -1;
  }

  private static void putSize(byte[] header, long size) {
    if (size < OCTAL_LIMIT) {
      String octal = Long.toOctalString(size);
      put(header, SIZE_AT, "0".repeat(11 - octal.length()) + octal);
      return;
    }
    header[SIZE_AT] = (byte) 0x80;
    for (int i = 0; i < Long.BYTES; i++) {
      header[SIZE_AT + 11 - i] = (byte) (size >>> (8 * i));
    }
  }

  /** The sum of all bytes with the checksum field itself taken as spaces. */
  private static void putChecksum(byte[] header) {
    Arrays.fill(header, CHECKSUM_AT, CHECKSUM_AT + 8, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    String octal = Integer.toOctalString(sum);
    put(header, CHECKSUM_AT, "0".repeat(6 - octal.length()) + octal + "\0 ");
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
