package io.maglev.distro.values;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.util.List;
import java.util.Optional;

/** Values that cannot be read, merged or accepted. */
public class ValuesException extends DistroException {
  private static final long serialVersionUID = 1L;

  private final String helmText;

  /**
   * @param message our sentence
   * @param helmText what Helm 3.22 prints after {@code Error: } in the same situation
   */
  public ValuesException(String message, String helmText) {
    super(
        ErrorCode.VALUES_INVALID,
        message,
        List.of(SourceLocation.ofText(helmText)),
        Optional.empty(),
        null);
    this.helmText = helmText;
  }

  /** Helm's wording, which users search for. */
  public String helmText() {
    return helmText;
  }
}
