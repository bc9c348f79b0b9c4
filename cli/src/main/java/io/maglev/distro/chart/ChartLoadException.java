package io.maglev.distro.chart;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory or archive that is no valid chart, or a chart whose dependencies are not in order.
 */
public class ChartLoadException extends DistroException {
  private static final long serialVersionUID = 1L;

  private final String helmText;

  /**
   * @param message our sentence
   * @param helmText what Helm 3.22 prints after {@code Error: } in the same situation
   */
  public ChartLoadException(String message, String helmText) {
    this(message, helmText, Optional.empty(), null);
  }

  /** With advice and a cause. */
  public ChartLoadException(
      String message, String helmText, Optional<String> hint, @Nullable Throwable cause) {
    this(code(cause), message, helmText, hint, cause);
  }

  private ChartLoadException(
      ErrorCode code,
      String message,
      String helmText,
      Optional<String> hint,
      @Nullable Throwable cause) {
    super(code, message, List.of(SourceLocation.ofText(helmText)), hint, cause);
    this.helmText = helmText;
  }

  /** For a file that is no archive at all. */
  static ChartLoadException noArchive(String message, String helmText, String hint) {
    return new ChartLoadException(
        ErrorCode.ARCHIVE_INVALID, message, helmText, Optional.of(hint), null);
  }

  /** Helm's wording, which users search for. */
  public String helmText() {
    return helmText;
  }

  /** The same failure of a chart inside another; {@code helmPrefix} is put before Helm's text. */
  ChartLoadException inside(String helmPrefix) {
    String text = helmPrefix + ": " + helmText;
    return new ChartLoadException(requireMessage(), text, hint(), this);
  }

  /** An archive that cannot be read is its own kind of failure, however deep it lies. */
  private static ErrorCode code(@Nullable Throwable cause) {
    return cause instanceof DistroException known && known.code() == ErrorCode.ARCHIVE_INVALID
        ? ErrorCode.ARCHIVE_INVALID
        : ErrorCode.CHART_INVALID;
  }

  private String requireMessage() {
    String message = getMessage();
    return message == null ? helmText : message;
  }
}
