package io.maglev.distro.bundle;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * What goes into one bundle. Hooks and charts may come in any order and more than once; extras keep
 * theirs.
 *
 * @param name of the distro, e.g. {@code maglev}
 * @param lock the resolved manifest as JSON
 * @param values distro-wide values as JSON, if there are any
 * @param hooks charts of the distro-level hooks
 */
public record BundleContent(
    String name,
    String version,
    Blob lock,
    Optional<Blob> values,
    List<BundleChart> hooks,
    List<BundleChart> charts,
    List<ExtraBlob> extras) {

  /**
   * @throws DistroException with MANIFEST_INVALID if name or version cannot be part of file names
   *     and registry tags
   */
  public BundleContent {
    if (!BundleFormat.isName(name)) {
      throw DistroException.of(
          ErrorCode.MANIFEST_INVALID,
          "cannot bundle distro '" + Printable.of(name) + "': that is no name for a distro",
          "use at most 63 lower-case letters, digits, '-' and '.', letter or digit at both ends");
    }
    if (!BundleFormat.isVersion(version)) {
      throw DistroException.of(
          ErrorCode.MANIFEST_INVALID,
          "cannot bundle distro '" + name + "': '" + Printable.of(version) + "' is no version",
          "use a semantic version such as 1.4.0 or 1.4.0-rc.1+build.7");
    }
    hooks = List.copyOf(hooks);
    charts = List.copyOf(charts);
    extras = List.copyOf(extras);
  }

  /** Name and file name that the bundle will have. */
  public String fileName() {
    return BundleFormat.fileName(name, version);
  }
}
