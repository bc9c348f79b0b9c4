package io.maglev.distro.action;

import io.maglev.distro.bundle.Bundle;
import io.maglev.distro.bundle.BundleLayout;
import io.maglev.distro.bundle.BundleReader;
import io.maglev.distro.compose.LockCodec;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedChart;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bundle that was checked to its last byte, with its lock read. Holds its file open. Thread-safe.
 */
final class OpenBundle implements AutoCloseable {
  private final Bundle bundle;
  private final Lock lock;

  private OpenBundle(Bundle bundle, Lock lock) {
    this.bundle = bundle;
    this.lock = lock;
  }

  /**
   * Opens and checks it.
   *
   * @throws DistroException with BUNDLE_INVALID if anything in it is not as it must be, or with IO
   */
  static OpenBundle open(Path file) {
    Bundle bundle = BundleReader.open(file);
    try {
      Lock lock = LockCodec.read(bundle.head().lock(), file.toString());
      requireConsistent(file, bundle, lock);
      return new OpenBundle(bundle, lock);
    } catch (DistroException e) {
      bundle.close();
      throw e;
    }
  }

  Bundle bundle() {
    return bundle;
  }

  Lock lock() {
    return lock;
  }

  @Override
  public void close() {
    bundle.close();
  }

  /** The lock speaks of this bundle, and all it names is there: nobody finds out half-way. */
  private static void requireConsistent(Path file, Bundle bundle, Lock lock) {
    Problems problems = new Problems();
    boolean same =
        lock.name().equals(bundle.head().name()) && lock.version().equals(bundle.head().version());
    if (!same) {
      problems.add(
          SourceLocation.ofFile(
              file.toString(), "its lock is of " + lock.name() + " " + lock.version()));
    }
    Stream.concat(
            lock.components().stream().map(component -> component.chart()),
            lock.hooks().stream().map(hook -> hook.chart()))
        .filter(chart -> !holds(bundle, chart))
        .forEach(
            chart ->
                problems.add(
                    SourceLocation.ofFile(
                        file.toString(), "chart " + chart.name() + " is not in it")));
    problems.throwIfAny(
        ErrorCode.BUNDLE_INVALID,
        "cannot read bundle '" + file + "': its lock does not match its content");
  }

  private static boolean holds(Bundle bundle, LockedChart chart) {
    Optional<BundleLayout.Entry> blob = bundle.head().layout().blob(chart.digest());
    return blob.filter(entry -> entry.size() == chart.size()).isPresent();
  }
}
