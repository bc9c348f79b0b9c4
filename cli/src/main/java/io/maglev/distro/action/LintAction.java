package io.maglev.distro.action;

import io.maglev.distro.compose.ChartLint;
import io.maglev.distro.compose.Composer;
import io.maglev.distro.compose.RenderFailuresException;
import io.maglev.distro.compose.resolve.CycleException;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import io.maglev.distro.error.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds what is wrong with a manifest, a chart or a bundle. */
public final class LintAction {
  private static final String BUNDLE_SUFFIX = ".distro.tar";

  /** The name in the first header of a bundle. */
  private static final String OCI_LAYOUT = "oci-layout\0";

  /** Failures each of whose places is a problem of its own. */
  private static final Set<ErrorCode> LISTS =
      Set.of(ErrorCode.MANIFEST_INVALID, ErrorCode.REQUIREMENT_UNMET, ErrorCode.OWNERSHIP_CONFLICT);

  /** How bad a finding is. */
  public enum Severity {
    ERROR,
    WARNING;

    /** As printed. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Something that is wrong, and where. */
  public record Finding(Severity severity, SourceLocation where) {}

  /**
   * What was looked at and what was found.
   *
   * @param role {@code manifest}, {@code chart} or {@code bundle}
   */
  public record Result(String role, List<Finding> findings) {
    public Result {
      findings = List.copyOf(findings);
    }

    /** How many findings are of that severity. */
    public long count(Severity severity) {
      return findings.stream().filter(finding -> finding.severity() == severity).count();
    }
  }

  /**
   * Checks whatever lies at the path.
   *
   * @param profile one of a manifest's; none: the manifest as it is and each of its profiles
   * @throws DistroException with IO if there is nothing to check; USAGE if it can have no profile,
   *     or has none of that name
   */
  public Result run(Path path, Optional<String> profile) {
    if (!Files.exists(path)) {
      throw DistroException.of(
          ErrorCode.IO,
          "cannot lint '" + path + "': there is no such file or directory",
          "name a manifest, a chart directory or archive, or a bundle");
    }
    String name = String.valueOf(path.getFileName());
    if (Files.isDirectory(path) || name.endsWith(".tgz") || name.endsWith(".tar.gz")) {
      requireNoProfile("chart", path, profile);
      return check("chart", path, () -> ChartLint.check(path));
    }
    if (name.endsWith(BUNDLE_SUFFIX) || startsLikeABundle(path)) {
      requireNoProfile("bundle", path, profile);
      return check("bundle", path, () -> bundle(path));
    }
    return profile.isPresent()
        ? check("manifest", path, () -> Composer.lint(path, profile))
        : manifest(path);
  }

  /** As it is, and each profile for what is wrong with that alone. */
  private static Result manifest(Path path) {
    Result plain = check("manifest", path, () -> Composer.lint(path, Optional.empty()));
    if (plain.count(Severity.ERROR) > 0) {
      return plain;
    }
    List<Finding> findings = new ArrayList<>(plain.findings());
    for (String profile : Composer.profiles(path)) {
      Result variant = check("manifest", path, () -> Composer.lint(path, Optional.of(profile)));
      variant.findings().stream()
          .filter(finding -> !plain.findings().contains(finding))
          .map(finding -> ofProfile(finding, profile))
          .forEach(findings::add);
    }
    return new Result(plain.role(), findings);
  }

  private static Finding ofProfile(Finding finding, String profile) {
    SourceLocation at = finding.where();
    String detail = at.detail() + " (profile " + profile + ")";
    return new Finding(
        finding.severity(), new SourceLocation(at.file(), at.line(), at.column(), detail));
  }

  private static void requireNoProfile(String role, Path path, Optional<String> profile) {
    if (profile.isPresent()) {
      throw DistroException.of(
          ErrorCode.USAGE,
          "cannot lint '%s' with a profile: it is a %s".formatted(path, role),
          "only manifests have profiles: leave out --profile");
    }
  }

  private static Result check(String role, Path path, Check check) {
    List<Finding> findings = new ArrayList<>();
    try {
      check.run().forEach(warning -> findings.add(warning(path, warning)));
    } catch (DistroException e) {
      if (e.code() == ErrorCode.USAGE) {
        throw e;
      }
      findings.addAll(errors(path, e));
    }
    return new Result(role, findings);
  }

  private static List<String> bundle(Path path) {
    try (OpenBundle open = OpenBundle.open(path)) {
      return Composer.lint(open.lock(), open.bundle()::chart);
    }
  }

  private static Finding warning(Path path, String text) {
    return new Finding(Severity.WARNING, SourceLocation.ofFile(path.toString(), text));
  }

  private static List<Finding> errors(Path path, DistroException failure) {
    if (failure instanceof RenderFailuresException several) {
      return several.failures().stream().flatMap(one -> errors(path, one).stream()).toList();
    }
    boolean list =
        LISTS.contains(failure.code())
            && !(failure instanceof CycleException)
            && !failure.where().isEmpty();
    List<SourceLocation> places = list ? failure.where() : List.of(whole(path, failure));
    return places.stream().map(place -> error(path, place)).toList();
  }

  private static Finding error(Path path, SourceLocation place) {
    boolean placed = !place.file().isEmpty();
    return new Finding(
        Severity.ERROR, placed ? place : SourceLocation.ofFile(path.toString(), place.detail()));
  }

  /** The failure as one sentence: its message, then what its places add, at the first of them. */
  private static SourceLocation whole(Path path, DistroException failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    failure.where().stream()
        .map(SourceLocation::detail)
        .filter(detail -> !detail.isEmpty() && text.indexOf(detail) < 0)
        .forEach(detail -> text.append(": ").append(detail));
    SourceLocation at =
        failure.where().stream()
            .filter(place -> !place.file().isEmpty())
            .findFirst()
            .orElse(SourceLocation.ofFile(path.toString(), ""));
    return new SourceLocation(at.file(), at.line(), at.column(), text.toString());
  }

  private static boolean startsLikeABundle(Path path) {
    byte[] start = OCI_LAYOUT.getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(start.length), start);
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot lint '" + path + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
  }

  /** A way of checking; yields warnings, throws errors. */
  private interface Check {
    List<String> run();
  }
}
