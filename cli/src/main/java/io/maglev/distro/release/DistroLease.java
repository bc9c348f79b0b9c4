package io.maglev.distro.release;

import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one installed distro: a Lease of 30 seconds, renewed every 10. Its holder stops all
 * writes 20 seconds after its last renewal, so that it is silent before anybody can take over.
 *
 * <p>The elapsed time is taken by the monotonic clock, which nobody can set; since that clock may
 * stand still while a machine sleeps, the wall clock has a say too. Past that time the next write
 * waits for a renewal: one that succeeds proves that nobody has taken over, and who has is told of
 * by one that does not. Thread-safe; close to let go.
 */
public final class DistroLease implements Fence, AutoCloseable {
  static final Duration RENEW_EVERY = Duration.ofSeconds(10);
  static final Duration WRITE_WITHIN = Duration.ofSeconds(20);

  /** A renewal that failed is tried again this soon. */
  private static final Duration TICK = Duration.ofSeconds(2);

  private final KubeGateway gateway;
  private final LeaseRequest request;
  private final LeaseClock clock;
  private final long epoch;
  private final Object renewal = new Object();
  private KubeObject lease;
  private volatile Sign lastSign;
  private volatile Optional<DistroLockedException> lost = Optional.empty();
  private @Nullable ScheduledExecutorService thread;

  private DistroLease(
      KubeGateway gateway, LeaseRequest request, LeaseClock clock, KubeObject lease, Sign sign) {
    this.gateway = gateway;
    this.request = request;
    this.clock = clock;
    this.lease = lease;
    this.epoch = LeaseSpec.of(lease).transitions();
    this.lastSign = sign;
  }

  /**
   * Gets the lease and keeps it renewed until closed. If a holder is recorded it may take up to 30
   * seconds to know whether that one lives.
   *
   * @throws DistroLockedException with who holds it and since when, if that one lives
   */
  public static DistroLease acquire(KubeGateway gateway, LeaseRequest request) {
    DistroLease held = acquire(gateway, request, LeaseClock.system());
    held.start();
    return held;
  }

  /** Without the thread that renews: call {@link #tick()}. */
  static DistroLease acquire(KubeGateway gateway, LeaseRequest request, LeaseClock clock) {
    KubeObject won = new LeaseContest(gateway, request, clock).win();
    return new DistroLease(gateway, request, clock, won, Sign.now(clock));
  }

  /** The lease's count of holders. */
  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public void checkHeld() {
    throwIfLost();
    if (isOverdue()) {
      // Asleep, or the server was away: a renewal that succeeds proves that nobody has come since.
      renew();
      throwIfLost();
    }
    if (isOverdue()) {
      throw DistroLockedException.lost(
          request.distro(),
          "it could not be renewed for " + WRITE_WITHIN.toSeconds() + " seconds",
          "");
    }
  }

  /** Lets go, so that the next run need not wait; never throws. */
  @Override
  public void close() {
    ScheduledExecutorService running = thread;
    if (running != null) {
      running.shutdownNow();
    }
    synchronized (renewal) {
      if (lost.isPresent()) {
        return;
      }
      lost = Optional.of(DistroLockedException.lost(request.distro(), "it was let go", ""));
      release();
    }
  }

  /** Also for a thread that is interrupted: whoever goes on should not have to wait. */
  private void release() {
    boolean interrupted = Thread.interrupted();
    try {
      gateway.replace(LeaseSpec.of(lease).released(clock.now()).into(lease));
    } catch (KubeException e) {
      return; // it expires by itself, and the run's own outcome matters more
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Renews if it is time to. */
  void tick() {
    if (lost.isEmpty() && sinceSign().compareTo(RENEW_EVERY) >= 0) {
      renew();
    }
  }

  private void start() {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread renewer = new Thread(task, "distro-lease");
              renewer.setDaemon(true);
              return renewer;
            });
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    thread = executor;
  }

  private void renew() {
    synchronized (renewal) {
      if (lost.isPresent()) {
        return;
      }
      Sign sign = Sign.now(clock); // from before the request: the server's view is later
      try {
        lease = replaceOrAdopt();
        lastSign = sign;
      } catch (KubeException e) {
        return; // tried again at the next tick; checkHeld() refuses once that takes too long
      } catch (DistroLockedException e) {
        lost = Optional.of(e);
      }
    }
  }

  private KubeObject replaceOrAdopt() {
    LeaseSpec renewed = LeaseSpec.of(lease).renewed(clock.now());
    try {
      return gateway.replace(renewed.into(lease));
    } catch (KubeException e) {
      if (!e.isConflict() && e.status() != 404) {
        throw e;
      }
    }
    KubeObject live =
        gateway
            .get(LeaseContest.id(request))
            .orElseThrow(
                () ->
                    DistroLockedException.lost(request.distro(), "somebody deleted its lease", ""));
    LeaseSpec spec = LeaseSpec.of(live);
    if (!spec.holder().equals(request.holder()) || spec.transitions() != epoch) {
      throw DistroLockedException.lost(
          request.distro(), "'" + spec.holder() + "' has taken it over", spec.holder());
    }
    return gateway.replace(renewed.into(live));
  }

  private void throwIfLost() {
    lost.ifPresent(
        e -> {
          throw e;
        });
  }

  private boolean isOverdue() {
    Sign sign = lastSign;
    return sinceSign().compareTo(WRITE_WITHIN) >= 0
        || Duration.between(sign.wall, clock.now()).compareTo(WRITE_WITHIN) >= 0;
  }

  private Duration sinceSign() {
    return Duration.ofNanos(clock.nanoTime() - lastSign.nanos);
  }

  /** When the lease was last known to be ours, by both clocks. */
  private record Sign(long nanos, Instant wall) {
    static Sign now(LeaseClock clock) {
      return new Sign(clock.nanoTime(), clock.now());
    }
  }
}
