package io.maglev.distro.release;

import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to get a lease. A holder counts as dead only once its renewTime has stayed unchanged
 * for the lease's duration on this machine's own clock. Not thread-safe.
 */
final class LeaseContest {
  private static final Duration POLL = Duration.ofSeconds(2);

  /** A damaged or hostile duration must not lock a distro for ever. */
  private static final long LONGEST_SECONDS = 300;

  private final KubeGateway gateway;
  private final LeaseRequest request;
  private final LeaseClock clock;
  private final long began;
  private @Nullable LeaseSpec observed;
  private long observedAt;

  LeaseContest(KubeGateway gateway, LeaseRequest request, LeaseClock clock) {
    this.gateway = gateway;
    this.request = request;
    this.clock = clock;
    this.began = clock.nanoTime();
  }

  static ResourceId id(LeaseRequest request) {
    return new ResourceId(
        "coordination.k8s.io/v1", "Lease", request.namespace(), "distro-" + request.distro());
  }

  /**
   * The lease, now ours.
   *
   * @throws DistroLockedException if its holder lives
   */
  KubeObject win() {
    while (true) {
      Optional<KubeObject> won = attempt();
      if (won.isPresent()) {
        return won.get();
      }
      if (Thread.currentThread().isInterrupted()) {
        throw DistroLockedException.lost(request.distro(), "interrupted while waiting for it", "");
      }
    }
  }

  private Optional<KubeObject> attempt() {
    Optional<KubeObject> found = gateway.get(id(request));
    if (found.isEmpty()) {
      return unlessOutrun(() -> gateway.create(taken(blank(), request.epochFloor() + 1)));
    }
    KubeObject lease = found.get();
    LeaseSpec spec = LeaseSpec.of(lease);
    if (!spec.isHeld() || isDead(spec)) {
      long epoch = Math.max(spec.transitions(), request.epochFloor()) + 1;
      return unlessOutrun(() -> gateway.replace(taken(lease, epoch)));
    }
    clock.sleep(POLL);
    return Optional.empty();
  }

  /** Watches the holder; throws once it is known to live and we do not want to wait longer. */
  private boolean isDead(LeaseSpec spec) {
    LeaseSpec before = observed;
    if (!spec.equals(before)) {
      if (before == null) {
        request.onWait().accept(spec.holder());
      } else if (elapsed(began).compareTo(request.patience()) >= 0) {
        throw DistroLockedException.held(request.distro(), spec);
      }
      observed = spec;
      observedAt = clock.nanoTime();
      return false;
    }
    long seconds =
        Math.min(LONGEST_SECONDS, Math.max(LeaseSpec.DURATION_SECONDS, spec.durationSeconds()));
    return elapsed(observedAt).compareTo(Duration.ofSeconds(seconds)) >= 0;
  }

  /** Empty if another contender was faster: then look again. */
  private Optional<KubeObject> unlessOutrun(Write write) {
    try {
      return Optional.of(write.run());
    } catch (KubeException e) {
      if (e.isConflict() || e.isAlreadyExists()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private KubeObject taken(KubeObject lease, long epoch) {
    return LeaseSpec.held(request.holder(), clock.now(), epoch).into(lease);
  }

  private KubeObject blank() {
    ResourceId id = id(request);
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("name", id.name());
    metadata.put("namespace", id.namespace());
    metadata.put("labels", Map.of(RevisionLabels.DISTRO, request.distro()));
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("apiVersion", id.apiVersion());
    content.put("kind", id.kind());
    content.put("metadata", metadata);
    return new KubeObject(content);
  }

  private Duration elapsed(long since) {
    return Duration.ofNanos(clock.nanoTime() - since);
  }

  private interface Write {
    KubeObject run();
  }
}
