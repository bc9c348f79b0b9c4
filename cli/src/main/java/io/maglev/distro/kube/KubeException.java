package io.maglev.distro.kube;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster that refused or could not be reached. */
public final class KubeException extends DistroException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  /**
   * @param status the HTTP status, 0 if no answer came
   * @param reason Kubernetes' word for it, e.g. {@code AlreadyExists}; empty if there is none
   */
  public KubeException(
      ErrorCode code,
      int status,
      String reason,
      String message,
      Optional<String> hint,
      @Nullable Throwable cause) {
    super(code, message, List.of(), hint, cause);
    this.status = status;
    this.reason = reason;
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }

  public boolean isForbidden() {
    return status == 403;
  }

  public boolean isConflict() {
    return reason.equals("Conflict");
  }

  public boolean isAlreadyExists() {
    return reason.equals("AlreadyExists");
  }
}
