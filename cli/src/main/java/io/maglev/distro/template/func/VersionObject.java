package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.version.InvalidVersionException;
import io.maglev.distro.version.SemanticVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A version with the methods of Go's {@code semver.Version}. Those of the pointer type alone
 * compare; versions made by {@code IncMajor} and the like do not have them.
 *
 * @param pointer whether it stands for a {@code *semver.Version}
 */
record VersionObject(SemanticVersion version, boolean pointer) implements GoObject {
  static VersionObject pointer(SemanticVersion version) {
    return new VersionObject(version, true);
  }

  @Override
  public String goTypeName() {
    return pointer ? "*semver.Version" : "semver.Version";
  }

  @Override
  public Optional<TemplateFunction> method(String name) {
    Optional<TemplateFunction> method = Optional.ofNullable(valueMethod(name));
    return method.isPresent() || !pointer ? method : Optional.ofNullable(pointerMethod(name));
  }

  private @Nullable TemplateFunction valueMethod(String name) {
    return switch (name) {
      case "Major" -> getter(name, GoType.INT64, version.major());
      case "Minor" -> getter(name, GoType.INT64, version.minor());
      case "Patch" -> getter(name, GoType.INT64, version.patch());
      case "Prerelease" -> getter(name, GoType.STRING, version.prerelease());
      case "Metadata" -> getter(name, GoType.STRING, version.metadata());
      case "String" -> getter(name, GoType.STRING, version.toString());
      case "IncMajor" -> getter(name, GoType.OBJECT, bumped(version.major() + 1, 0, 0));
      case "IncMinor" ->
          getter(name, GoType.OBJECT, bumped(version.major(), version.minor() + 1, 0));
      case "IncPatch" -> getter(name, GoType.OBJECT, nextPatch());
      case "SetPrerelease" -> setter(name, text -> with(text, version.metadata()));
      case "SetMetadata" -> setter(name, text -> with(version.prerelease(), text));
      default -> null;
    };
  }

  private @Nullable TemplateFunction pointerMethod(String name) {
    return switch (name) {
      case "Original" -> getter(name, GoType.STRING, version.original());
      case "Compare" -> comparison(name, GoType.INT, result -> new GoInt(result));
      case "Equal" -> comparison(name, GoType.BOOL, result -> result == 0);
      case "LessThan" -> comparison(name, GoType.BOOL, result -> result < 0);
      case "LessThanEqual" -> comparison(name, GoType.BOOL, result -> result <= 0);
      case "GreaterThan" -> comparison(name, GoType.BOOL, result -> result > 0);
      case "GreaterThanEqual" -> comparison(name, GoType.BOOL, result -> result >= 0);
      default -> null;
    };
  }

  private static TemplateFunction getter(String name, GoType type, Object value) {
    return TemplateFunction.of(name, List.of(), type, arguments -> value);
  }

  private static TemplateFunction setter(
      String name, java.util.function.Function<String, VersionObject> change) {
    return TemplateFunction.of(
        name, List.of(GoType.STRING), GoType.OBJECT, a -> change.apply(a.string(0)));
  }

  private TemplateFunction comparison(
      String name, GoType type, java.util.function.IntFunction<Object> outcome) {
    ToIntFunction<Arguments> compare = a -> version.compareTo(other(a));
    return TemplateFunction.of(
        name, List.of(GoType.OBJECT), type, a -> outcome.apply(compare.applyAsInt(a)));
  }

  private static SemanticVersion other(Arguments arguments) {
    if (arguments.any(0) instanceof VersionObject other && other.pointer) {
      return other.version;
    }
    throw new FunctionException("wrong type for value; expected *semver.Version");
  }

  private VersionObject nextPatch() {
    long patch = version.patch() + (version.isPrerelease() ? 0 : 1);
    return bumped(version.major(), version.minor(), patch);
  }

  private VersionObject bumped(long major, long minor, long patch) {
    return of(new SemanticVersion(major, minor, patch, "", "", ""));
  }

  private VersionObject with(String prerelease, String metadata) {
    SemanticVersion changed =
        new SemanticVersion(
            version.major(), version.minor(), version.patch(), prerelease, metadata, "");
    try {
      return of(SemanticVersion.parseStrict(changed.toString()));
    } catch (InvalidVersionException e) {
      throw new FunctionException(e.reason(), e);
    }
  }

  private VersionObject of(SemanticVersion changed) {
    String prefix = version.original().startsWith("v") ? "v" : "";
    return new VersionObject(
        new SemanticVersion(
            changed.major(),
            changed.minor(),
            changed.patch(),
            changed.prerelease(),
            changed.metadata(),
            prefix + changed),
        false);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VersionObject that
        && pointer == that.pointer
        && version.equals(that.version);
  }

  @Override
  public int hashCode() {
    return Objects.hash(version, pointer);
  }

  @Override
  public String toString() {
    return version.toString();
  }
}
