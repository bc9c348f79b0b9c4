package io.maglev.distro.yaml;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * YAML, JSON or TOML that cannot be read or written. Templates see {@link #goMessage()}, the text
 * Helm's own functions would report; users see the location too.
 */
public final class YamlException extends DistroException {
  private static final long serialVersionUID = 1L;

  private final String goMessage;

  YamlException(String message, SourceLocation where, String goMessage) {
    super(ErrorCode.YAML_INVALID, message, List.of(where), Optional.empty(), null);
    this.goMessage = goMessage;
  }

  /** A document of {@code format} that cannot be read, at a place that may be unknown (0). */
  static YamlException reading(
      String format, String file, int line, int column, String problem, String goMessage) {
    String name = file.isEmpty() ? "" : " '" + file + "'";
    return new YamlException(
        "cannot read " + format + name + ": " + problem,
        new SourceLocation(file, line, column, problem),
        goMessage);
  }

  /** A value that has no form in {@code format}. */
  static YamlException writing(String format, String problem) {
    return new YamlException(
        "cannot write " + format + ": " + problem, SourceLocation.ofText(problem), problem);
  }

  /**
   * The error text of the Go library Helm uses, such as {@code error converting YAML to JSON: yaml:
   * line 3: did not find expected key}; what {@code fromYaml} returns under {@code Error}.
   */
  public String goMessage() {
    return goMessage;
  }
}
