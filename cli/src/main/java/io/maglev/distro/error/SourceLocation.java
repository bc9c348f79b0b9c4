package io.maglev.distro.error;

/**
 * Where something went wrong. Printed as {@code file:line:col: detail}; parts that are unknown are
 * left out, so a location may also be a bare sentence such as Helm's own error text.
 *
 * @param file path or name as the user knows it, empty if unknown
 * @param line from 1, 0 if unknown
 * @param column from 1, 0 if unknown; for templates Go's byte column
 * @param detail what is wrong there, may be empty
 */
public record SourceLocation(String file, int line, int column, String detail) {

  /** A location known only by its text, printed verbatim. */
  public static SourceLocation ofText(String detail) {
    return new SourceLocation("", 0, 0, detail);
  }

  /** The whole file. */
  public static SourceLocation ofFile(String file, String detail) {
    return new SourceLocation(file, 0, 0, detail);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (!file.isEmpty() && line > 0) {
      text.append(':').append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    if (!detail.isEmpty()) {
      text.append(text.length() > 0 ? ": " : "").append(detail);
    }
    return text.toString();
  }
}
