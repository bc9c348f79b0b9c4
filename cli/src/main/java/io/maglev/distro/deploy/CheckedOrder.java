package io.maglev.distro.deploy;

import io.maglev.distro.deploy.hook.HookRenderings;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.release.DistroRevision;
import java.util.Optional;

/**
 * An order that was found good for what is installed. Immutable.
 *
 * @param installed the distro's newest revision then, empty if it is not installed
 * @param hooks as they rendered then
 */
record CheckedOrder(DeployOrder order, Optional<DistroRevision> installed, HookRenderings hooks) {

  /**
   * Makes sure that what was found still holds.
   *
   * @param newest the distro's newest revision as read under its Lease
   * @throws DistroException with LOCKED if another run has ended in between
   */
  void requireCurrent(Optional<DistroRevision> newest) {
    if (!installed.equals(newest)) {
      throw DistroException.of(
          ErrorCode.LOCKED,
          "cannot go on with distro '%s': another run has changed it meanwhile"
              .formatted(order.lock().name()),
          "see 'distro status', then run the command again");
    }
  }
}
