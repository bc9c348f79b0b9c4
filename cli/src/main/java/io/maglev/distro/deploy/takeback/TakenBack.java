package io.maglev.distro.deploy.takeback;

import io.maglev.distro.deploy.record.StepNames;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.RevisionComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the taking back of a failed run ended. Immutable.
 *
 * @param revision the run's revision as it was stored last
 * @param tasks what was done, in the order of the graph
 * @param places one sentence a component that the run had changed: what became of it
 * @param failures what went wrong in taking back
 */
public record TakenBack(
    DistroRevision revision,
    List<TaskEnded> tasks,
    List<String> places,
    List<DistroException> failures) {

  static TakenBack of(
      TakeBackPlan plan,
      DistroRevision revision,
      List<TaskEnded> tasks,
      List<DistroException> failures) {
    Map<String, TaskEnded> ended = new LinkedHashMap<>();
    tasks.forEach(task -> ended.put(task.task(), task));
    List<String> places = new ArrayList<>();
    for (TakeBackStep step : plan.steps()) {
      if (step.move() != TakeBackStep.Move.UNTOUCHED) {
        Optional<TaskEnded> task =
            Optional.ofNullable(ended.get(TakeBackGraph.task(step.component())));
        places.add("'%s' %s".formatted(step.component(), fate(step, task, revision)));
      }
    }
    plan.lost()
        .forEach(name -> places.add("'" + name + "' stays uninstalled: its release is gone"));
    return new TakenBack(revision, tasks, List.copyOf(places), List.copyOf(failures));
  }

  private static String fate(TakeBackStep step, Optional<TaskEnded> task, DistroRevision revision) {
    if (task.isEmpty()) {
      return "stays at revision %d of its release: %s"
          .formatted(step.now().release().revision(), step.reason());
    }
    if (task.get().outcome() == Outcome.HELD_BACK) {
      return "stays new: '%s' had to go back first".formatted(task.get().heldBackBy().orElse(""));
    }
    if (!task.get().succeeded()) {
      return "could not be taken back, as told above";
    }
    if (step.move() == TakeBackStep.Move.REMOVE) {
      return "is uninstalled, as it was before; its data stays";
    }
    int made =
        revision
            .content()
            .component(step.component())
            .map(RevisionComponent::release)
            .map(release -> release.revision())
            .orElse(0);
    return "is what it was: revision %d of its release brings back %d"
        .formatted(made, step.then().map(it -> it.release().revision()).orElse(0));
  }

  /** Whether all that the run had changed is what it was. */
  public boolean isComplete() {
    return revision.status() == DistroStatus.FAILED;
  }

  /**
   * What to tell at the end, after the failures themselves.
   *
   * @param verb what the run was to do: {@code upgrade}
   */
  public DistroException summary(String verb) {
    String what = "cannot %s distro '%s': %s".formatted(verb, revision.key().distro(), cause());
    String end =
        isComplete()
            ? places.isEmpty()
                ? "; no component had been changed"
                : "; what had been changed was taken back"
            : "; not all that had been changed could be taken back";
    return new DistroException(
        isComplete() ? ErrorCode.DEPLOY_TAKEN_BACK : ErrorCode.DEPLOY_FAILED,
        what + end,
        places.stream().map(SourceLocation::ofText).toList(),
        Optional.of(
            isComplete()
                ? "mend what the error above tells of, then run the same command again"
                : "mend what the errors above tell of, then run the same command again to go forward"
                    + " from here, or 'distro rollback' to go back"),
        null);
  }

  /** From {@code Upgrade failed: idm; not started: web} what failed. */
  private String cause() {
    String detail =
        revision.journal().stream()
            .filter(line -> line.step().equals(StepNames.TAKE_BACK))
            .map(JournalStep::detail)
            .filter(text -> !text.isEmpty())
            .reduce((older, newer) -> newer)
            .orElse("run failed: it");
    return detail.replaceFirst("^[^:]*: ", "").replaceFirst("; not started:.*", "") + " failed";
  }
}
