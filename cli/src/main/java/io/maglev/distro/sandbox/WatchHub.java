package io.maglev.distro.sandbox;

import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.Watch;
import io.maglev.distro.kube.WatchListener;
import io.maglev.distro.kube.WatchListener.Event;
import io.maglev.distro.model.KubeObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells the watches of changes, in their order, on one thread. Registration and changes come under
 * the gateway's lock, so that no change falls between a listing and its watch.
 */
final class WatchHub implements AutoCloseable {
  private final List<Registration> registrations = new CopyOnWriteArrayList<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "sandbox-events");
            daemon.setDaemon(true);
            return daemon;
          });

  Watch register(List<KubeObject> existing, Predicate<KubeObject> meant, WatchListener listener) {
    Registration registration = new Registration(meant, listener);
    registrations.add(registration);
    existing.forEach(object -> registration.enqueue(Event.ADDED, object));
    return registration;
  }

  void changed(@Nullable KubeObject before, @Nullable KubeObject after) {
    for (Registration registration : registrations) {
      boolean was = before != null && registration.meant.test(before);
      boolean is = after != null && registration.meant.test(after);
      if (is && after != null) {
        registration.enqueue(was ? Event.MODIFIED : Event.ADDED, after);
      } else if (was && before != null) {
        registration.enqueue(Event.DELETED, after == null ? before : after);
      }
    }
  }

  @Override
  public void close() {
    registrations.forEach(Registration::close);
    thread.shutdownNow();
  }

  private final class Registration implements Watch {
    private final Predicate<KubeObject> meant;
    private final WatchListener listener;
    private volatile boolean closed;

    Registration(Predicate<KubeObject> meant, WatchListener listener) {
      this.meant = meant;
      this.listener = listener;
    }

    void enqueue(Event event, KubeObject object) {
      try {
        thread.execute(() -> deliver(event, object));
      } catch (RejectedExecutionException e) {
        closed = true; // the gateway was closed meanwhile
      }
    }

    @Override
    public void close() {
      closed = true;
      registrations.remove(this);
    }

    private void deliver(Event event, KubeObject object) {
      if (closed) {
        return;
      }
      try {
        listener.onEvent(event, object);
      } catch (RuntimeException e) {
        close();
        String message = "cannot watch " + object.kind() + ": the receiver of the events failed";
        listener.onFailure(
            new KubeException(ErrorCode.INTERNAL, 0, "", message, Optional.empty(), e));
      }
    }
  }
}
