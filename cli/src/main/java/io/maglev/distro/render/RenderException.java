package io.maglev.distro.render;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A chart that does not render. */
public class RenderException extends DistroException {
  private static final long serialVersionUID = 1L;

  private final String helmText;

  /**
   * @param message our sentence
   * @param helmText what Helm 3.22 prints after {@code Error: } in the same situation
   */
  public RenderException(
      ErrorCode code, String message, String helmText, @Nullable Throwable cause) {
    this(code, message, helmText, Optional.empty(), cause);
  }

  private RenderException(
      ErrorCode code,
      String message,
      String helmText,
      Optional<String> hint,
      @Nullable Throwable cause) {
    super(code, message, List.of(SourceLocation.ofText(helmText)), hint, cause);
    this.helmText = helmText;
  }

  /** A chart whose values or output do not fit. */
  static RenderException outOfMemory(String chart, OutOfMemoryError cause) {
    return new RenderException(
        ErrorCode.RENDER_FAILED,
        "cannot render chart '" + chart + "'",
        "rendering template failed: out of memory",
        Optional.of("if the chart is to be trusted, give Java more: DISTRO_JAVA_OPTS=-Xmx4g"),
        cause);
  }

  /** A failure of a template. */
  static RenderException of(String chart, String helmText, @Nullable Throwable cause) {
    return new RenderException(
        ErrorCode.RENDER_FAILED, "cannot render chart '" + chart + "'", helmText, cause);
  }

  /** Helm's wording, which users search for. */
  public String helmText() {
    return helmText;
  }
}
