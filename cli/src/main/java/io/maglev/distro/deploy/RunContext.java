package io.maglev.distro.deploy;

import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.Fence;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What every step of a run needs of the outside world. Immutable; its parts are thread-safe.
 *
 * @param fence refuses once this run may no longer write, since it lost its Lease; asked before
 *     every write
 * @param secrets what no text for people may hold; the listener takes it out by itself
 * @param hooks what becomes of hooks, the distro's and the charts'
 */
record RunContext(
    KubeGateway kube,
    LiveObjects live,
    RunListener listener,
    RunClock clock,
    Fence fence,
    SecretMask secrets,
    HookOptions hooks) {

  Deadline deadline(Duration allowed) {
    return Deadline.in(allowed, clock::nanoTime);
  }

  OffsetDateTime now() {
    return clock.now().atOffset(ZoneOffset.UTC);
  }

  /** Names of StorageClasses whose claims stay pending until a Pod uses them. */
  static Set<String> lateBindingClasses(KubeGateway kube) {
    try {
      return kube.list(KubeQuery.of("storage.k8s.io/v1", "StorageClass", "")).stream()
          .filter(
              c -> c.string("volumeBindingMode").filter("WaitForFirstConsumer"::equals).isPresent())
          .map(KubeObject::name)
          .collect(Collectors.toSet());
    } catch (KubeException e) {
      // Who may not see the classes waits for claims as if they bound at once, as Helm does.
      return Set.of();
    }
  }

  /** The cluster, for a write: refuses where this run may not write any more. */
  KubeGateway writable() {
    fence.checkHeld();
    return kube;
  }
}
