package io.maglev.distro.cli.progress;

import io.maglev.distro.model.progress.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The state of all tasks of a run, as its events tell it. Rows of tasks that are over may be taken
 * off; they still count. Not thread-safe.
 */
final class RunBoard {
  private final Map<String, TaskRow> rows = new LinkedHashMap<>();
  private final Set<String> over = new LinkedHashSet<>();
  private final Map<String, List<String>> needs = new HashMap<>();
  private final Map<TaskRow.State, Integer> counts = new EnumMap<>(TaskRow.State.class);

  /** Takes note of what happened. */
  void apply(RunEvent event, Duration now) {
    if (event instanceof RunEvent.RunStarted started) {
      started.tasks().forEach(task -> put(task, TaskRow.waiting(task)));
      needs.putAll(started.needs());
    } else if (event instanceof RunEvent.TaskStarted started) {
      put(started.task(), TaskRow.waiting(started.task()).started(now));
    } else if (event instanceof RunEvent.StepStarted step) {
      change(step.task(), row -> row.atStep(step.step()));
    } else if (event instanceof RunEvent.WaitingFor waiting) {
      change(waiting.task(), row -> row.waitingFor(waiting.reasons()));
    } else if (event instanceof RunEvent.TaskEnded ended) {
      put(
          ended.task(),
          rows.getOrDefault(ended.task(), TaskRow.waiting(ended.task())).ended(ended));
      over.add(ended.task());
    }
  }

  /** The rows that are not taken off, in the order in which tasks may start. */
  Collection<TaskRow> rows() {
    return rows.values();
  }

  /** The tasks that one waits for and that are not over yet. */
  List<String> obstacles(String task) {
    return needs.getOrDefault(task, List.of()).stream()
        .filter(rows::containsKey)
        .filter(needed -> !over.contains(needed))
        .toList();
  }

  boolean isEmpty() {
    return total() == 0;
  }

  /** How many tasks are in a state, those taken off included. */
  int count(TaskRow.State state) {
    return counts.getOrDefault(state, 0);
  }

  /** How many tasks there are, those taken off included. */
  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Takes off up to that many rows of tasks that are over, those that ended first. */
  List<TaskRow> takeOff(int most) {
    List<TaskRow> taken = new ArrayList<>();
    for (String task : List.copyOf(over)) {
      if (taken.size() >= most) {
        break;
      }
      over.remove(task);
      Optional.ofNullable(rows.remove(task)).ifPresent(taken::add);
    }
    return taken;
  }

  private void change(String task, UnaryOperator<TaskRow> change) {
    TaskRow row = rows.get(task);
    if (row != null) {
      rows.put(task, change.apply(row));
    }
  }

  private void put(String task, TaskRow row) {
    TaskRow old = rows.put(task, row);
    if (old != null) {
      counts.merge(old.state(), -1, Integer::sum);
    }
    counts.merge(row.state(), 1, Integer::sum);
  }
}
