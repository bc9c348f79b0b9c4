package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.version.InvalidVersionException;
import io.maglev.distro.version.VersionConstraint;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * What a component says it requires: {@code "database >=14"}.
 *
 * @param range {@code *} where any version will do
 * @param where in a manifest or a Chart.yaml
 */
public record Need(String capability, String range, SourceLocation where) {

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException with a sentence for the user if it is malformed
   */
  public static Need parse(String text, SourceLocation where) {
    Matcher form = Provision.FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no requirement; write 'name' or 'name range'");
    }
    String range =
        Optional.ofNullable(form.group(2))
            .or(() -> Optional.ofNullable(form.group(3)))
            .map(String::strip)
            .filter(rest -> !rest.isEmpty())
            .orElse("*");
    try {
      VersionConstraint.parse(range);
    } catch (InvalidVersionException e) {
      throw new IllegalArgumentException(
          "'" + range + "' is no version range of capability '" + form.group(1) + "'", e);
    }
    return new Need(form.group(1), range, where);
  }

  @Override
  public String toString() {
    return range.equals("*") ? capability : capability + " " + range;
  }
}
