package io.maglev.distro.deploy.run;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.release.Fence;

/** The fence of a run that has lost its Lease. */
public final class LostFence implements Fence {
  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public void checkHeld() {
    throw DistroException.of(ErrorCode.LOCKED, "lost");
  }
}
