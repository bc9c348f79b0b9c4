package io.maglev.distro.template.func;

import java.util.Arrays;
import java.util.Optional;

/** {@code net.ParseIP}: no leading zeros, no zone, no mask. Not thread-safe. */
final class GoAddress {
  private static final int BYTES = 16;
  private static final int NONE = -1;
  private static final String HEX = "0123456789abcdefABCDEF";

  private final byte[] bytes = new byte[BYTES];
  private String rest;
  private int filled;
  private int ellipsis = NONE;

  private GoAddress(String text) {
    this.rest = text;
  }

  /** Four bytes, also for an IPv4 address written as IPv6, or sixteen. */
  static Optional<byte[]> parse(String text) {
    int dot = text.indexOf('.');
    int colon = text.indexOf(':');
    if (colon < 0 || (dot >= 0 && dot < colon)) {
      return fourParts(text);
    }
    return new GoAddress(text).sixteen().map(GoAddress::shortened);
  }

  private static Optional<byte[]> fourParts(String text) {
    String[] parts = text.split("\\.", -1);
    byte[] address = new byte[4];
    if (parts.length != address.length) {
      return Optional.empty();
    }
    for (int i = 0; i < address.length; i++) {
      int value = decimal(parts[i]);
      if (value < 0) {
        return Optional.empty();
      }
      address[i] = (byte) value;
    }
    return Optional.of(address);
  }

  private static int decimal(String part) {
    boolean digits = part.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean padded = part.length() > 1 && part.charAt(0) == '0';
    if (!digits || padded || part.isEmpty() || part.length() > 3) {
      return NONE;
    }
    int value = Integer.parseInt(part);
    return value <= 255 ? value : NONE;
  }

  private Optional<byte[]> sixteen() {
    if (rest.startsWith("::")) {
      ellipsis = 0;
      rest = rest.substring(2);
    }
    boolean wellFormed = true;
    while (wellFormed && !rest.isEmpty() && filled < BYTES) {
      wellFormed = group();
    }
    boolean complete = filled == BYTES ? ellipsis == NONE : ellipsis != NONE;
    return wellFormed && rest.isEmpty() && complete ? Optional.of(expanded()) : Optional.empty();
  }

  /** Reads up to the next group; false if that fails. */
  private boolean group() {
    int end = 0;
    while (end < rest.length() && HEX.indexOf(rest.charAt(end)) >= 0 && end < 5) {
      end++;
    }
    if (end == 0 || end > 4) {
      return false;
    }
    if (end < rest.length() && rest.charAt(end) == '.') {
      return embedded();
    }
    int value = Integer.parseInt(rest.substring(0, end), 16);
    bytes[filled++] = (byte) (value >> 8);
    bytes[filled++] = (byte) value;
    rest = rest.substring(end);
    return rest.isEmpty() || separator();
  }

  private boolean separator() {
    if (!rest.startsWith(":") || rest.length() == 1) {
      return false;
    }
    if (rest.startsWith("::")) {
      if (ellipsis != NONE) {
        return false;
      }
      ellipsis = filled;
      rest = rest.substring(2);
    } else {
      rest = rest.substring(1);
    }
    return true;
  }

  private boolean embedded() {
    Optional<byte[]> four = fourParts(rest);
    if (four.isEmpty() || (ellipsis == NONE && filled != BYTES - 4) || filled > BYTES - 4) {
      return false;
    }
    System.arraycopy(four.get(), 0, bytes, filled, 4);
    filled += 4;
    rest = "";
    return true;
  }

  private byte[] expanded() {
    if (ellipsis == NONE) {
      return bytes;
    }
    int behind = filled - ellipsis;
    byte[] all = Arrays.copyOf(Arrays.copyOf(bytes, ellipsis), BYTES);
    System.arraycopy(bytes, ellipsis, all, BYTES - behind, behind);
    return all;
  }

  private static byte[] shortened(byte[] address) {
    byte[] prefix = new byte[12];
    prefix[10] = -1;
    prefix[11] = -1;
    return Arrays.equals(Arrays.copyOf(address, 12), prefix)
        ? Arrays.copyOfRange(address, 12, BYTES)
        : address;
  }
}
