package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.output.ErrorData;
import io.maglev.distro.cli.output.JsonLines;
import io.maglev.distro.model.progress.RunEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Progress for programs: every event as a JSON object. Thread-safe. */
final class JsonProgress implements RunProgress {
  private final JsonLines lines;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<String, List<String>> lastReasons = new HashMap<>();
  private boolean over;

  JsonProgress(JsonLines lines, LongSupplier nanoTime) {
    this.lines = lines;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public synchronized void onEvent(RunEvent event) {
    if (over || isKnown(event)) {
      return;
    }
    Map<String, @Nullable Object> fields = fields(event);
    fields.put("elapsedMs", Duration.ofNanos(nanoTime.getAsLong() - start).toMillis());
    lines.write(name(event), fields);
  }

  @Override
  public synchronized void interrupted() {
    onEvent(new RunEvent.RunEnded(false, "interrupted"));
    over = true;
  }

  @Override
  public synchronized void close() {
    over = true;
  }

  /** What is waited for is judged again and again; that nothing has changed is no news. */
  private boolean isKnown(RunEvent event) {
    return event instanceof RunEvent.WaitingFor waiting
        && waiting.reasons().equals(lastReasons.put(waiting.task(), waiting.reasons()));
  }

  private static String name(RunEvent event) {
    String name = event.getClass().getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static Map<String, @Nullable Object> fields(RunEvent event) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (event instanceof RunEvent.RunStarted started) {
      fields.put("tasks", started.tasks());
      fields.put("needs", started.needs());
    } else if (event instanceof RunEvent.TaskStarted started) {
      fields.put("task", started.task());
    } else if (event instanceof RunEvent.StepStarted step) {
      fields.put("task", step.task());
      fields.put("step", step.step());
    } else if (event instanceof RunEvent.WaitingFor waiting) {
      fields.put("task", waiting.task());
      fields.put("reasons", waiting.reasons());
    } else if (event instanceof RunEvent.Warning warning) {
      fields.put("task", warning.task());
      fields.put("message", warning.message());
    } else if (event instanceof RunEvent.ContainerLog log) {
      fields.put("task", log.task());
      fields.put("source", log.source());
      fields.put("lines", log.lines());
    } else if (event instanceof RunEvent.TaskEnded ended) {
      addEnd(fields, ended);
    } else if (event instanceof RunEvent.RunEnded ended) {
      fields.put("succeeded", ended.succeeded());
      fields.put("status", ended.status());
    }
    return fields;
  }

  private static void addEnd(Map<String, @Nullable Object> fields, RunEvent.TaskEnded ended) {
    fields.put("task", ended.task());
    fields.put("outcome", ended.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    fields.put("durationMs", ended.elapsed().toMillis());
    ended.failure().ifPresent(failure -> fields.put("error", ErrorData.of(failure)));
    ended.heldBackBy().ifPresent(culprit -> fields.put("heldBackBy", culprit));
  }
}
