package io.maglev.distro.template;

/**
 * A Go {@code uint8}: one byte of a string or of a {@code []byte}, as {@code index} returns it.
 *
 * @param value from 0 to 255
 */
public record GoUint8(int value) {
  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
