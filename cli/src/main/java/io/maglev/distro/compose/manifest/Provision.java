package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.version.InvalidVersionException;
import io.maglev.distro.version.SemanticVersion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a component says it provides: {@code "database 16.4"}.
 *
 * @param version empty where it is left to the chart
 * @param where in a manifest or a Chart.yaml
 */
public record Provision(String capability, Optional<String> version, SourceLocation where) {
  /** A capability's name, then whatever its version or range is. */
  static final Pattern FORM =
      Pattern.compile("([a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?)(?:\\s+(.*)|([^a-z0-9.\\s-].*))?");

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException with a sentence for the user if it is malformed
   */
  public static Provision parse(String text, SourceLocation where) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches() || form.group(3) != null) {
      throw new IllegalArgumentException(
          "'" + text + "' is no capability; write 'name' or 'name version'");
    }
    Optional<String> version =
        Optional.ofNullable(form.group(2)).map(String::strip).filter(rest -> !rest.isEmpty());
    version.ifPresent(
        given -> {
          if (!isVersion(given)) {
            throw new IllegalArgumentException(
                "'" + given + "' is no version of capability '" + form.group(1) + "'");
          }
        });
    return new Provision(form.group(1), version, where);
  }

  /** Its place with what is wrong there. */
  SourceLocation problem(String detail) {
    return new SourceLocation(where.file(), where.line(), where.column(), detail);
  }

  /** Whether the text is a semantic version, leniently as in Helm. */
  public static boolean isVersion(String text) {
    try {
      SemanticVersion.parse(text);
      return true;
    } catch (InvalidVersionException e) {
      return false;
    }
  }
}
