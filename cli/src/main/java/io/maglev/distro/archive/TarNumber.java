package io.maglev.distro.archive;

/** Numbers in tar headers, as Go's archive/tar takes them. */
final class TarNumber {
  private TarNumber() {}

  /** A field in octal digits, or in base 256 if its first bit is set. */
  static long parse(byte[] block, int offset, int length) throws TarDamage {
    return (block[offset] & 0x80) != 0
        ? base256(block, offset, length)
        : octal(block, offset, length);
  }

  /** Octal digits among spaces and NULs; none at all is 0. */
  static long octal(byte[] block, int offset, int length) throws TarDamage {
    int from = offset;
    int to = offset + length;
    while (from < to && isPadding(block[from])) {
      from++;
    }
    while (to > from && isPadding(block[to - 1])) {
      to--;
    }
    if (from == to) {
      return 0;
    }
    String digits = TarHeader.text(block, from, to - from);
    if (!digits.matches("[0-7]{1,21}")) {
      throw TarDamage.header();
    }
    return Long.parseLong(digits, 8);
  }

  /** A number of a PAX record. */
  static long decimal(String text) throws TarDamage {
    if (!text.matches("[+-]?[0-9]{1,19}")) {
      throw TarDamage.header();
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw TarDamage.header();
    }
  }

  private static boolean isPadding(byte value) {
    return value == ' ' || value == 0;
  }

  /** Two's complement, without the bit that marks the form. */
  private static long base256(byte[] block, int offset, int length) throws TarDamage {
    int invert = (block[offset] & 0x40) != 0 ? 0xff : 0;
    long number = 0;
    for (int i = 0; i < length; i++) {
      int value = (block[offset + i] & 0xff) ^ invert;
      if (number >>> 56 != 0) {
        throw TarDamage.header();
      }
      number = number << 8 | (i == 0 ? value & 0x7f : value);
    }
    if (number < 0) {
      throw TarDamage.header();
    }
    return invert == 0 ? number : ~number;
  }
}
