package io.maglev.distro.deploy.run;

import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.Fence;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * What every step of a run needs of the outside world. Immutable; its parts are thread-safe.
 *
 * @param fence refuses once this run may no longer write, since it lost its Lease; asked before
 *     every write
 * @param secrets what no text for people may hold; the listener takes it out by itself
 * @param hooks what becomes of hooks, the distro's and the charts'
 * @param safety what the run may leave behind and destroy
 */
public record RunContext(
    KubeGateway kube,
    LiveObjects live,
    RunListener listener,
    RunClock clock,
    Fence fence,
    SecretMask secrets,
    HookOptions hooks,
    SafetyOptions safety) {

  public Deadline deadline(Duration allowed) {
    return Deadline.in(allowed, clock::nanoTime);
  }

  public OffsetDateTime now() {
    return clock.now().atOffset(ZoneOffset.UTC);
  }

  /** The same run, telling somebody else. */
  public RunContext telling(RunListener other) {
    return new RunContext(kube, live, other, clock, fence, secrets, hooks, safety);
  }

  /** The cluster, for a write: refuses where this run may not write any more. */
  public KubeGateway writable() {
    fence.checkHeld();
    return kube.guardedBy(fence::checkHeld);
  }
}
