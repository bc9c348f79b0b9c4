package io.maglev.distro.chart;

import java.nio.charset.StandardCharsets;

/** A file of a chart, by its path relative to the chart. Immutable. */
public final class ChartFile {
  private final String name;
  private final byte[] bytes;

  /** Takes the bytes as they are; they must not be changed afterwards. */
  public ChartFile(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /** A file of UTF-8 text. */
  public static ChartFile ofText(String name, String text) {
    return new ChartFile(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same content at another path. */
  public ChartFile at(String path) {
    return new ChartFile(path, bytes);
  }

  /** The path with {@code /} between its segments. */
  public String name() {
    return name;
  }

  /** A copy of the content. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public int size() {
    return bytes.length;
  }

  /** The content as UTF-8 text; malformed bytes become U+FFFD. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name + " (" + bytes.length + " bytes)";
  }
}
