package io.maglev.distro.action;

import io.maglev.distro.deploy.ComponentHealth;
import io.maglev.distro.deploy.HealthReader;
import io.maglev.distro.deploy.HealthWatch;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.ObjectHealth;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.SecretReleaseStore;
import io.maglev.distro.release.SecretRevisionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells how an installed distro fares. */
public final class StatusAction {

  /**
   * What is asked for.
   *
   * @param distro its name; empty: the only one there is
   * @param whole whether Pods and ReplicaSets of what is ready are wanted, too
   */
  public record Request(ClusterRequest cluster, Optional<String> distro, boolean whole) {}

  /**
   * The newest revision, and how its components fare now.
   *
   * @param components in the order they were deployed in
   */
  public record Result(
      String distro,
      String namespace,
      String version,
      int revision,
      String status,
      String description,
      Digest bundle,
      List<Component> components) {}

  /**
   * One component.
   *
   * @param chart name and version
   * @param revision the newest of its release, 0 if there is none
   * @param status Helm's word for that, or {@code missing}
   * @param problems one line an object that is not ready
   * @param objects of its release, with what controllers made of them
   */
  public record Component(
      String name,
      String kind,
      String chart,
      String namespace,
      int revision,
      String status,
      boolean ready,
      List<String> problems,
      List<ObjectHealth> objects) {}

  /** Without a change nothing is asked of the cluster even then. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** Changes come in bursts; nobody reads faster than this. */
  private static final Duration BURST = Duration.ofMillis(150);

  private final Clock clock;

  public StatusAction(Clock clock) {
    this.clock = clock;
  }

  /** Asks the cluster. */
  public Result run(Request request) {
    try (KubeGateway kube = Clusters.openToRead(request.cluster());
        HealthReader reader = new HealthReader(kube, new SecretReleaseStore(kube, clock))) {
      DistroRevision revision =
          new InstalledDistros(new SecretRevisionStore(kube, clock), request.cluster().namespace())
              .find(request.distro(), "show");
      return result(revision, reader.read(revision.content().components(), request.whole()));
    }
  }

  /** How watching ended. */
  public enum End {
    /** It is deployed, and all of it that is not optional is ready. */
    READY,
    TIMED_OUT,
    /** It was uninstalled. */
    GONE
  }

  /**
   * Tells how a distro fares, now and after each change, until the end.
   *
   * @param untilReady whether it ends when the distro is ready
   * @param timeout how long it goes on at most; empty: for ever
   * @param shown told each result that differs from the one before
   */
  public End watch(
      Request request, boolean untilReady, Optional<Duration> timeout, Consumer<Result> shown) {
    long start = System.nanoTime();
    try (KubeGateway kube = Clusters.openToRead(request.cluster())) {
      DistroRevisionStore revisions = new SecretRevisionStore(kube, clock);
      DistroRevision found =
          new InstalledDistros(revisions, request.cluster().namespace())
              .find(request.distro(), "watch");
      ReleaseStore releases = new SecretReleaseStore(kube, clock);
      Optional<Result> last = Optional.empty();
      try (HealthWatch watch = new HealthWatch(kube, releases, revisions, found.key())) {
        while (true) {
          Optional<HealthWatch.Moment> moment = watch.now();
          if (moment.isEmpty()) {
            return End.GONE;
          }
          Result result = result(moment.get().revision(), moment.get().components());
          if (!last.equals(Optional.of(result))) {
            shown.accept(result);
            last = Optional.of(result);
          }
          if (untilReady && isReady(moment.get())) {
            return End.READY;
          }
          Duration left = LOOK_AGAIN;
          if (timeout.isPresent()) {
            left = timeout.get().minusNanos(System.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
              return End.TIMED_OUT;
            }
          }
          boolean unused =
              watch.awaitChange(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN, BURST);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DistroException.of(ErrorCode.DEPLOY_FAILED, "cannot go on watching: interrupted");
    }
  }

  private static boolean isReady(HealthWatch.Moment moment) {
    return moment.revision().status() == DistroStatus.DEPLOYED
        && moment.components().stream()
            .allMatch(each -> each.isReady() || each.component().optional());
  }

  private static Result result(DistroRevision revision, List<ComponentHealth> components) {
    RevisionContent content = revision.content();
    SecretMask mask = SecretMask.of(content.parameters(), content.secretParameters());
    return new Result(
        revision.key().distro(),
        revision.key().namespace(),
        revision.version(),
        revision.key().revision(),
        revision.status().text(),
        revision.description(),
        revision.bundle(),
        components.stream().map(health -> component(health, mask)).toList());
  }

  private static Component component(ComponentHealth health, SecretMask mask) {
    return new Component(
        health.component().name(),
        health.component().kind().text(),
        health.component().chart().name() + "-" + health.component().chart().version(),
        health.component().release().namespace(),
        health.releaseRevision(),
        health.releaseStatus(),
        health.isReady(),
        health.problems().stream().map(mask::mask).toList(),
        health.objects().stream().map(object -> masked(object, mask)).toList());
  }

  /** Events and conditions may tell whatever a chart or a webhook was given. */
  private static ObjectHealth masked(ObjectHealth object, SecretMask mask) {
    return object.with(
        object.reasons().stream().map(mask::mask).toList(),
        object.objects().stream().map(each -> masked(each, mask)).toList());
  }
}
