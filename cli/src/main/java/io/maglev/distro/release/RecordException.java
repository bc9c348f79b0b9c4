package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stored record that cannot be read: damaged, hostile or of an unknown format. */
public final class RecordException extends DistroException {
  private static final long serialVersionUID = 1L;

  private RecordException(String message, List<SourceLocation> where, @Nullable Throwable cause) {
    super(ErrorCode.CLUSTER_FAILED, message, where, Optional.empty(), cause);
  }

  /** Before it is known which record it is. */
  static RecordException unreadable(String reason, @Nullable Throwable cause) {
    return new RecordException("cannot read record: " + reason, List.of(), cause);
  }

  /** The same failure, naming the record. */
  static RecordException of(String what, DistroException cause) {
    return new RecordException(
        "cannot read " + what + ": the record is damaged",
        List.of(SourceLocation.ofText(String.valueOf(cause.getMessage()))),
        cause);
  }
}
