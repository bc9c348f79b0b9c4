package io.maglev.distro.deploy.wait;

import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.LogListener;
import io.maglev.distro.kube.Watch;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.progress.RunEvent.ContainerLog;
import io.maglev.distro.model.progress.RunEvent.Warning;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what the containers of a task's Pods write, while they write it. What cannot be read is
 * noted once and stops nothing. Thread-safe; close to end it.
 */
public final class LiveLogs implements AutoCloseable {
  /** Longer than a log needs to arrive whose container has ended. */
  private static final Duration LAST_LINES = Duration.ofSeconds(3);

  private final RunContext context;
  private final String task;
  private final Map<String, Followed> followed = new ConcurrentHashMap<>();
  private final AtomicBoolean noted = new AtomicBoolean();

  public LiveLogs(RunContext context, String task) {
    this.context = context;
    this.task = task;
  }

  /** Follows every container of the Pods that has begun, and each of its restarts; cheap if so. */
  public void follow(Collection<KubeObject> pods) {
    for (KubeObject pod : pods) {
      Stream.of("initContainerStatuses", "containerStatuses")
          .flatMap(list -> pod.maps("status", list).stream())
          .map(KubeObject::new)
          .filter(LiveLogs::hasBegun)
          .forEach(status -> follow(pod, status));
    }
  }

  private void follow(KubeObject pod, KubeObject status) {
    String container = status.string("name").orElse("");
    String instance = pod.uid() + "/" + container + "/" + status.number("restartCount").orElse(0L);
    Followed log = new Followed(pod.name() + "/" + container);
    if (followed.putIfAbsent(instance, log) == null) {
      log.start(pod, container);
    }
  }

  /** Waits a little for lines that are on their way, now that the containers have ended. */
  public void awaitLast() {
    long end = System.nanoTime() + LAST_LINES.toNanos();
    try {
      for (Followed log : followed.values()) {
        boolean unused =
            log.ended.await(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The containers, as {@code pod/container}, of whose lines none was left out. */
  public Set<String> told() {
    return followed.values().stream()
        .filter(Followed::isTold)
        .map(Followed::source)
        .collect(Collectors.toSet());
  }

  /** Nothing is told afterwards. */
  @Override
  public void close() {
    followed.values().forEach(Followed::stop);
  }

  private static boolean hasBegun(KubeObject status) {
    return status.at("state", "running").isPresent()
        || status.at("state", "terminated").isPresent();
  }

  /** A log that cannot be read is no failure of the hook, and one note is enough. */
  private void note(String source, KubeException failure) {
    if (noted.compareAndSet(false, true)) {
      String message = "the log of " + source + " cannot be followed: " + failure.getMessage();
      context.listener().onEvent(new Warning(task, message));
    }
  }

  /** One container's log. */
  private final class Followed implements LogListener {
    private final String source;
    private final LogThrottle throttle;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean failed;
    private volatile boolean stopped;
    private volatile Watch watch = () -> {};

    Followed(String source) {
      this.source = source;
      this.throttle = new LogThrottle(context.clock()::nanoTime, this::tell);
    }

    void start(KubeObject pod, String container) {
      try {
        watch = context.kube().followLog(pod.namespace(), pod.name(), container, this);
      } catch (KubeException e) {
        onEnd(Optional.of(e));
      }
    }

    String source() {
      return source;
    }

    boolean isTold() {
      return !failed && throttle.isWhole();
    }

    void stop() {
      stopped = true;
      watch.close();
    }

    @Override
    public void onLine(String line) {
      if (!stopped) {
        throttle.line(line);
      }
    }

    @Override
    public void onEnd(Optional<KubeException> failure) {
      if (!stopped) {
        throttle.end();
        failed = failure.isPresent();
        failure.ifPresent(reason -> note(source, reason));
      }
      ended.countDown();
    }

    private void tell(String line) {
      context.listener().onEvent(new ContainerLog(task, source, List.of(line)));
    }
  }
}
