package io.maglev.distro.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a tar header says that matters here, read as Go's archive/tar reads it: every number must be
 * one, also those that nothing looks at.
 *
 * @param name as stored, with the prefix of ustar; of a PAX or GNU archive the long one
 * @param type the type flag; {@code 0} for regular files of every format
 */
record TarHeader(String name, char type, long size) {
  static final char REGULAR = '0';
  static final char DIRECTORY = '5';
  static final char CONTIGUOUS = '7';
  static final char PAX = 'x';
  static final char PAX_GLOBAL = 'g';
  static final char GNU_LONG_NAME = 'L';
  static final char GNU_LONG_LINK = 'K';
  static final char GNU_SPARSE = 'S';

  /** Links, devices, directories and pipes: whatever size they claim, no content follows. */
  private static final String WITHOUT_CONTENT = "123456";

  private static final int CHECKSUM = 148;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;

  /** Offsets and lengths of mode, uid, gid, size and time, which all formats have. */
  private static final int[][] NUMBERS = {{100, 8}, {108, 8}, {116, 8}, {124, 12}, {136, 12}};

  /** Those of the device, which all but the oldest have. */
  private static final int[][] DEVICE = {{329, 8}, {337, 8}};

  /**
   * Parses a block.
   *
   * @throws TarDamage if its checksum or a number is wrong
   */
  static TarHeader parse(byte[] block) throws TarDamage {
    requireChecksum(block);
    String magic = new String(block, MAGIC, 8, StandardCharsets.ISO_8859_1);
    boolean ustar = magic.startsWith("ustar\0");
    requireNumbers(block, NUMBERS);
    if (ustar || magic.equals("ustar  \0")) {
      requireNumbers(block, DEVICE);
    }
    boolean star = ustar && new String(block, 508, 4, StandardCharsets.ISO_8859_1).equals("tar\0");
    String prefix = ustar ? text(block, PREFIX, star ? 131 : 155) : "";
    String name = text(block, 0, 100);
    char type = (char) (block[156] & 0xff);
    long size = TarNumber.parse(block, 124, 12);
    return new TarHeader(prefix.isEmpty() ? name : prefix + "/" + name, type, size).checked();
  }

  /**
   * The same with what PAX records or a GNU long name before it say instead.
   *
   * @param longName empty if there was none
   */
  TarHeader with(Map<String, String> pax, String longName) throws TarDamage {
    String path = pax.getOrDefault("path", "");
    String bytes = pax.getOrDefault("size", "");
    String named = !longName.isEmpty() ? longName : path.isEmpty() ? name : path;
    char kind = type != 0 ? type : named.endsWith("/") ? DIRECTORY : REGULAR;
    boolean sparse = pax.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."));
    for (String number : List.of("uid", "gid")) {
      TarNumber.decimal(pax.getOrDefault(number, "0"));
    }
    long length = bytes.isEmpty() ? size : TarNumber.decimal(bytes);
    return new TarHeader(named, sparse ? GNU_SPARSE : kind, length).checked();
  }

  /** Bytes of content that follow. */
  long content() {
    return hasContent() ? size : 0;
  }

  private boolean hasContent() {
    return WITHOUT_CONTENT.indexOf(type) < 0;
  }

  private TarHeader checked() throws TarDamage {
    if (hasContent() && size < 0) {
      throw TarDamage.header();
    }
    return this;
  }

  private static void requireNumbers(byte[] block, int[][] fields) throws TarDamage {
    for (int[] field : fields) {
      TarNumber.parse(block, field[0], field[1]);
    }
  }

  /** The sum of all bytes, signed or not, with the field itself taken as spaces. */
  private static void requireChecksum(byte[] block) throws TarDamage {
    long wanted = TarNumber.octal(block, CHECKSUM, 8);
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < block.length; i++) {
      byte value = i >= CHECKSUM && i < CHECKSUM + 8 ? (byte) ' ' : block[i];
      unsigned += value & 0xff;
      signed += value;
    }
    if (wanted != unsigned && wanted != signed) {
      throw TarDamage.header();
    }
  }

  /** Up to the first NUL, as UTF-8. */
  static String text(byte[] bytes, int offset, int length) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = offset; i < offset + length && bytes[i] != 0; i++) {
      text.write(bytes[i]);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
