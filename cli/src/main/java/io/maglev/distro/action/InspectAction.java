package io.maglev.distro.action;

import io.maglev.distro.bundle.BundleHead;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.Lock;
import java.nio.file.Path;

/** Says what is in a bundle. */
public final class InspectAction {

  /**
   * A bundle that was checked to its last byte.
   *
   * @param identity the digest that names its whole content
   * @param format version of the bundle format
   * @param size of the file in bytes
   */
  public record Result(Path bundle, Digest identity, String format, long size, Lock lock) {}

  /**
   * Verifies the bundle and reads what it holds.
   *
   * @throws io.maglev.distro.error.DistroException with BUNDLE_INVALID if anything is not as it
   *     must be
   */
  public Result run(Path bundle) {
    try (OpenBundle open = OpenBundle.open(bundle)) {
      BundleHead head = open.bundle().head();
      return new Result(bundle, head.identity(), head.format(), head.layout().size(), open.lock());
    }
  }
}
