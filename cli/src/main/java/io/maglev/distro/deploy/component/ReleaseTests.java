package io.maglev.distro.deploy.component;

import io.maglev.distro.deploy.hook.HookRunner;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.release.HookRun;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseHook;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tests of one component: the hooks of the event {@code test} of its release's newest revision,
 * run as {@code helm test} does ({@code pkg/action/release_testing.go} of 3.22) and noted in the
 * release's record, where {@code helm status} finds them. Confined to one thread at a time; one
 * use.
 */
public final class ReleaseTests {
  private final RunContext context;
  private final ReleaseStore releases;
  private final RevisionComponent component;
  private final ReleaseHistory history;
  private final Map<RenderedHook, HookRun> runs = new LinkedHashMap<>();
  private Optional<Release> record;

  /** Reads the record of the release, if it has one. */
  public ReleaseTests(RunContext context, ReleaseStore releases, RevisionComponent component) {
    this.context = context;
    this.releases = releases;
    this.component = component;
    ReleaseKey key = component.release();
    this.history = releases.history(key.namespace(), key.name());
    this.record = history.last().map(ReleaseEntry::release);
  }

  public RevisionComponent component() {
    return component;
  }

  /** The revision that is tested, 0 if there is none. */
  public int revision() {
    return record.map(Release::revision).orElse(0);
  }

  /** The tests in the order they run. */
  public List<RenderedHook> hooks() {
    return HookRunner.ordered(all(), HookPhase.TEST);
  }

  public boolean hasAny() {
    return !hooks().isEmpty();
  }

  /** How the test ran, empty if its turn did not come. */
  public Optional<HookRun> lastRun(RenderedHook test) {
    return Optional.ofNullable(runs.get(test));
  }

  /**
   * Runs them one after another until one fails. Other than Helm it refuses where an operation on
   * the release is under way: that one writes into the same record.
   *
   * @throws io.maglev.distro.error.DistroException if one fails, or the release is pending
   */
  public void run(Deadline deadline) {
    history.requireNotPending();
    new HookRunner(context)
        .run(
            new HookRunner.Request(
                component.name(), component.release().namespace(), all(), HookPhase.TEST, deadline),
            this::ran);
  }

  private List<RenderedHook> all() {
    return record.map(Release::hooks).orElse(List.of()).stream().map(ReleaseHook::hook).toList();
  }

  private void ran(RenderedHook hook, HookRun run) {
    runs.put(hook, run);
    record.ifPresent(
        release -> {
          Release changed = release.withRun(hook, run);
          context.fence().checkHeld();
          releases.update(changed);
          record = Optional.of(changed);
        });
  }
}
