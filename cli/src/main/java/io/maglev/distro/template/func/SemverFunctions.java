package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.version.InvalidVersionException;
import io.maglev.distro.version.SemanticVersion;
import io.maglev.distro.version.VersionConstraint;
import org.jspecify.annotations.Nullable;

/** Sprig's semantic versions; see {@link VersionObject} for what a version offers. */
final class SemverFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        semver(string) object | {{ (semver "v1.2.3-rc1").Prerelease }} | rc1
        semverCompare(string, string) bool | {{ semverCompare ">=1.20-0" "v1.28.2+k3s1" }} | true
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    try {
      return switch (name) {
        case "semver" -> VersionObject.pointer(SemanticVersion.parse(a.string(0)));
        case "semverCompare" -> {
          VersionConstraint range = VersionConstraint.parse(a.string(0));
          yield range.matches(SemanticVersion.parse(a.string(1)));
        }
        default -> throw unknown(name);
      };
    } catch (InvalidVersionException e) {
      throw new FunctionException(e.reason(), e);
    }
  }
}
