package io.maglev.distro.cli.progress;

import io.maglev.distro.model.progress.RunEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in order if the process is ended by a signal: Ctrl-C, a CI job's time-out. What shows
 * it is told, and the thread that runs it is interrupted and given time to note what became of its
 * work and to let go of its Lease.
 */
final class KilledProgress implements RunProgress {
  /** Before CI systems and container engines lose patience and kill. */
  private static final Duration TIME_TO_END = Duration.ofSeconds(9);

  /** What the command says of it follows upon the end of its progress. */
  private static final Duration LAST_WORDS = Duration.ofMillis(200);

  private final RunProgress progress;
  private final Thread runner = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  KilledProgress(RunProgress progress) {
    this.progress = progress;
    this.hook = new Thread(this::end, "progress-end");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void onEvent(RunEvent event) {
    progress.onEvent(event);
  }

  @Override
  public void interrupted() {
    progress.interrupted();
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending: the hook has the last word
    }
    progress.close();
  }

  private void end() {
    progress.interrupted();
    runner.interrupt();
    try {
      if (ended.await(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        Thread.sleep(LAST_WORDS.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
