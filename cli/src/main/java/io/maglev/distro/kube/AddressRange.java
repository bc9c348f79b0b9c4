package io.maglev.distro.kube;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** An address block in CIDR form, e.g. {@code 10.0.0.0/8}; never asks a name server. */
final class AddressRange {
  private final byte[] address;
  private final int bits;

  private AddressRange(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    try {
      int bits = Integer.parseInt(text.substring(slash + 1));
      return literal(text.substring(0, slash)).map(address -> new AddressRange(address, bits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** True if the host is written as an address of the block; false for names. */
  boolean contains(String host) {
    return literal(host).filter(this::contains).isPresent();
  }

  private boolean contains(byte[] other) {
    if (other.length != address.length || bits < 0 || bits > address.length * 8) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<byte[]> literal(String text) {
    if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
