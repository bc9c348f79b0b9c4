package io.maglev.distro.version;

import org.jspecify.annotations.Nullable;

/**
 * Reads one version from a text without a regular expression: constraint texts are untrusted, and
 * the library's patterns would need exponential time in a backtracking matcher.
 */
final class VersionScanner {
  /** What was read; absent parts are empty. Ends before {@code end}. */
  record Parts(
      String text,
      String major,
      String minor,
      String patch,
      String prerelease,
      String metadata,
      int end) {}

  private final String text;
  private final boolean wildcards;
  private int position;

  private VersionScanner(String text, int start, boolean wildcards) {
    this.text = text;
    this.position = start;
    this.wildcards = wildcards;
  }

  /** The longest version at {@code start}, or null if none starts there. */
  static @Nullable Parts scan(String text, int start, boolean wildcards) {
    return new VersionScanner(text, start, wildcards).scan(start);
  }

  private @Nullable Parts scan(int start) {
    if (position < text.length() && text.charAt(position) == 'v') {
      position++;
    }
    String major = segment();
    if (major.isEmpty()) {
      return null;
    }
    String minor = dottedSegment();
    String patch = minor.isEmpty() ? "" : dottedSegment();
    String prerelease = identifiers('-');
    String metadata = identifiers('+');
    return new Parts(
        text.substring(start, position), major, minor, patch, prerelease, metadata, position);
  }

  private String segment() {
    int start = position;
    while (position < text.length() && isSegment(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  private String dottedSegment() {
    int start = position;
    if (position < text.length() && text.charAt(position) == '.') {
      position++;
      String segment = segment();
      if (!segment.isEmpty()) {
        return segment;
      }
    }
    position = start;
    return "";
  }

  private String identifiers(char lead) {
    if (position >= text.length() || text.charAt(position) != lead) {
      return "";
    }
    int start = position + 1;
    int end = identifier(start);
    if (end == start) {
      return "";
    }
    while (end < text.length() && text.charAt(end) == '.' && identifier(end + 1) > end + 1) {
      end = identifier(end + 1);
    }
    position = end;
    return text.substring(start, end);
  }

  private int identifier(int start) {
    int end = start;
    while (end < text.length() && isIdentifier(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean isSegment(char c) {
    // the library's character class holds '|' too; such a segment fails later as a number
    return isDigit(c) || (wildcards && (c == 'x' || c == 'X' || c == '*' || c == '|'));
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isIdentifier(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  }
}
