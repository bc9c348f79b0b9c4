package io.maglev.distro.version;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version. Immutable. The order ignores build metadata, as the specification wants it;
 * equality does not.
 *
 * @param major unsigned, as the two others
 * @param prerelease without its hyphen, empty if there is none
 * @param metadata without its plus sign, empty if there is none
 * @param original the text it was parsed from
 */
public record SemanticVersion(
    long major, long minor, long patch, String prerelease, String metadata, String original)
    implements Comparable<SemanticVersion> {
  static final String INVALID = "invalid semantic version";
  private static final int MAX_BYTES = 256;

  /**
   * Parses leniently, as Helm does nearly everywhere: a leading {@code v}, missing minor and patch
   * and leading zeros are accepted. Mirrors {@code semver.NewVersion}.
   *
   * @throws InvalidVersionException with the Go library's text as its reason
   */
  public static SemanticVersion parse(String text) {
    checkLength(text);
    VersionScanner.Parts parts = VersionScanner.scan(text, 0, false);
    if (parts == null || parts.end() != text.length()) {
      throw InvalidVersionException.ofVersion(text, INVALID);
    }
    String prefix = "error parsing version segment: ";
    long major = number(text, parts.major(), prefix);
    long minor = parts.minor().isEmpty() ? 0 : number(text, parts.minor(), prefix);
    long patch = parts.patch().isEmpty() ? 0 : number(text, parts.patch(), prefix);
    if (!parts.prerelease().isEmpty()) {
      checkPrerelease(text, parts.prerelease());
    }
    return new SemanticVersion(major, minor, patch, parts.prerelease(), parts.metadata(), text);
  }

  /**
   * Parses a version that keeps every rule of the specification. Mirrors {@code
   * semver.StrictNewVersion}.
   *
   * @throws InvalidVersionException with the Go library's text as its reason
   */
  public static SemanticVersion parseStrict(String text) {
    if (text.isEmpty()) {
      throw InvalidVersionException.ofVersion(text, "version string empty");
    }
    checkLength(text);
    String[] parts = text.split("\\.", 3);
    if (parts.length != 3) {
      throw InvalidVersionException.ofVersion(text, INVALID);
    }
    String metadata = cutTail(parts, '+');
    if (metadata != null) {
      checkIdentifiers(text, metadata, "invalid metadata string");
    }
    String prerelease = cutTail(parts, '-');
    if (prerelease != null) {
      checkPrerelease(text, prerelease);
    }
    for (String part : parts) {
      checkSegment(text, part);
    }
    return new SemanticVersion(
        number(text, parts[0], ""),
        number(text, parts[1], ""),
        number(text, parts[2], ""),
        prerelease == null ? "" : prerelease,
        metadata == null ? "" : metadata,
        text);
  }

  /** Whether it comes before the final release of the same numbers. */
  public boolean isPrerelease() {
    return !prerelease.isEmpty();
  }

  /** Compares by precedence: numbers, then pre-release identifiers; metadata does not count. */
  @Override
  public int compareTo(SemanticVersion other) {
    int result = Long.compareUnsigned(major, other.major);
    if (result == 0) {
      result = Long.compareUnsigned(minor, other.minor);
    }
    if (result == 0) {
      result = Long.compareUnsigned(patch, other.patch);
    }
    if (result != 0 || prerelease.equals(other.prerelease)) {
      return Integer.signum(result);
    }
    if (prerelease.isEmpty()) {
      return 1;
    }
    return other.prerelease.isEmpty() ? -1 : comparePrerelease(prerelease, other.prerelease);
  }

  /** The normalised form, without a leading {@code v}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(Long.toUnsignedString(major)).append('.');
    text.append(Long.toUnsignedString(minor)).append('.');
    text.append(Long.toUnsignedString(patch));
    if (!prerelease.isEmpty()) {
      text.append('-').append(prerelease);
    }
    if (!metadata.isEmpty()) {
      text.append('+').append(metadata);
    }
    return text.toString();
  }

  static int comparePrerelease(String left, String right) {
    List<String> lefts = List.of(left.split("\\.", -1));
    List<String> rights = List.of(right.split("\\.", -1));
    for (int i = 0; i < Math.max(lefts.size(), rights.size()); i++) {
      int result =
          compareIdentifier(
              i < lefts.size() ? lefts.get(i) : "", i < rights.size() ? rights.get(i) : "");
      if (result != 0) {
        return result;
      }
    }
    return 0;
  }

  private static int compareIdentifier(String left, String right) {
    if (left.equals(right)) {
      return 0;
    }
    if (left.isEmpty() || right.isEmpty()) {
      return left.isEmpty() ? -1 : 1;
    }
    Long leftNumber = unsigned(left);
    Long rightNumber = unsigned(right);
    if (leftNumber != null && rightNumber != null) {
      return Long.compareUnsigned(leftNumber, rightNumber) > 0 ? 1 : -1;
    }
    if (leftNumber == null && rightNumber == null) {
      return left.compareTo(right) > 0 ? 1 : -1;
    }
    return leftNumber != null ? -1 : 1;
  }

  private static @Nullable Long unsigned(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (!VersionScanner.isDigit(digits.charAt(i))) {
        return null;
      }
    }
    try {
      return Long.parseUnsignedLong(digits);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static long number(String text, String digits, String prefix) {
    Long number = unsigned(digits);
    if (number == null) {
      String why = digits.isEmpty() ? "invalid syntax" : "value out of range";
      throw InvalidVersionException.ofVersion(
          text, prefix + "strconv.ParseUint: parsing \"" + digits + "\": " + why);
    }
    return number;
  }

  private static void checkLength(String text) {
    if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw InvalidVersionException.ofVersion(
          text.substring(0, 32) + "...", "version string is too long (max 256 bytes)");
    }
  }

  /** Takes what follows the first {@code lead} off the third part; null if it is not there. */
  private static @Nullable String cutTail(String[] parts, char lead) {
    int at = parts[2].indexOf(lead);
    if (at < 0) {
      return null;
    }
    String tail = parts[2].substring(at + 1);
    parts[2] = parts[2].substring(0, at);
    return tail;
  }

  private static void checkSegment(String text, String segment) {
    if (!segment.chars().allMatch(c -> VersionScanner.isDigit((char) c))) {
      throw InvalidVersionException.ofVersion(text, "invalid characters in version");
    }
    checkNoLeadingZero(text, segment);
  }

  private static void checkPrerelease(String text, String prerelease) {
    for (String part : prerelease.split("\\.", -1)) {
      if (part.chars().allMatch(c -> VersionScanner.isDigit((char) c)) && !part.isEmpty()) {
        checkNoLeadingZero(text, part);
      } else {
        checkIdentifiers(text, part, "invalid prerelease string");
      }
    }
  }

  private static void checkNoLeadingZero(String text, String digits) {
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      throw InvalidVersionException.ofVersion(text, "version segment starts with 0");
    }
  }

  private static void checkIdentifiers(String text, String dotted, String reason) {
    for (String part : dotted.split("\\.", -1)) {
      if (part.isEmpty() || !part.chars().allMatch(c -> VersionScanner.isIdentifier((char) c))) {
        throw InvalidVersionException.ofVersion(text, reason);
      }
    }
  }
}
