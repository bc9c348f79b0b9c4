package io.maglev.distro.bundle;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.util.List;
import java.util.Optional;

/** A bundle that is truncated, altered or of an unknown format. */
public final class BundleInvalidException extends DistroException {
  private static final long serialVersionUID = 1L;
  private static final String FETCH =
      "fetch the bundle again; no tool changes one after it is made";

  private final long offset;

  private BundleInvalidException(
      String bundle, String reason, long offset, String detail, String hint) {
    super(
        ErrorCode.BUNDLE_INVALID,
        "cannot read bundle '" + bundle + "': " + reason,
        List.of(SourceLocation.ofFile(bundle, detail)),
        Optional.of(hint),
        null);
    this.offset = offset;
  }

  /** Something at {@code offset} is not what it must be. */
  static BundleInvalidException altered(String bundle, String reason, long offset) {
    return new BundleInvalidException(bundle, reason, offset, "byte " + offset, FETCH);
  }

  /** One byte is not what it must be. */
  static BundleInvalidException differs(
      String bundle, String reason, long offset, int expected, int found) {
    String detail =
        String.format(
            "byte %d: expected 0x%02x, found 0x%02x", offset, expected & 0xff, found & 0xff);
    return new BundleInvalidException(bundle, reason, offset, detail, FETCH);
  }

  /** The file ends at {@code offset}, too early. */
  static BundleInvalidException truncated(String bundle, String within, long offset) {
    return new BundleInvalidException(
        bundle,
        "it ends within " + within,
        offset,
        "byte " + offset + ": end of file",
        "finish or repeat the download");
  }

  /** A newer format. */
  static BundleInvalidException unknownFormat(String bundle, String format, String hint) {
    return new BundleInvalidException(
        bundle,
        "it has format " + format + ", this release reads format " + BundleFormat.MAJOR,
        0,
        "index.json",
        hint);
  }

  /** Where in the file the refused byte or entry is. */
  public long offset() {
    return offset;
  }
}
