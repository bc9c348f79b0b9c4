package io.maglev.distro.template;

/** A Go {@code int}: 64 bits wide, yet another type than int64, which is a Java {@code Long}. */
public record GoInt(long value) implements Comparable<GoInt> {
  @Override
  public int compareTo(GoInt other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
