package io.maglev.distro.version;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.List;
import java.util.Optional;

/** A text that is no semantic version, or no range of them. */
public final class InvalidVersionException extends DistroException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  private InvalidVersionException(String message, String reason) {
    super(ErrorCode.USAGE, message, List.of(), Optional.empty(), null);
    this.reason = reason;
  }

  static InvalidVersionException ofVersion(String text, String reason) {
    return new InvalidVersionException("cannot parse version '" + text + "': " + reason, reason);
  }

  static InvalidVersionException ofConstraint(String text, String reason) {
    return new InvalidVersionException(
        "cannot parse version range '" + text + "': " + reason, reason);
  }

  /** The text of the Go library's error, as templates and Helm show it. */
  public String reason() {
    return reason;
  }
}
