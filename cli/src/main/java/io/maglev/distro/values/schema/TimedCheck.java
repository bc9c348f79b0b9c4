package io.maglev.distro.values.schema;

import com.networknt.schema.JsonSchemaException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a check that may not end. The validator cannot be told to stop, so one that takes too long
 * is left behind in a thread that does not keep the program from ending.
 */
final class TimedCheck {
  /** As deep as the main thread's. */
  private static final long STACK_BYTES = 8L << 20;

  private TimedCheck() {}

  /**
   * The result of the check.
   *
   * @throws JsonSchemaException if there is none within the time
   */
  static <T> T run(Supplier<T> check, Duration limit) {
    FutureTask<T> task = new FutureTask<>(check::get);
    Thread thread = new Thread(null, task, "schema check", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new JsonSchemaException("checking takes over " + limit.toSeconds() + " seconds");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JsonSchemaException("interrupted");
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
