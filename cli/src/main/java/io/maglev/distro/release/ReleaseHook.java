package io.maglev.distro.release;

import io.maglev.distro.model.RenderedHook;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hook as a release record holds it: what was rendered and how it last ran. Immutable.
 *
 * @param other fields of the record this tool does not know, kept for the next writer
 */
public record ReleaseHook(RenderedHook hook, HookRun lastRun, Map<String, @Nullable Object> other) {

  /** A hook that has not run yet. */
  public static ReleaseHook of(RenderedHook hook) {
    return new ReleaseHook(hook, HookRun.NEVER, Map.of());
  }

  /** The same hook after another run. */
  public ReleaseHook withLastRun(HookRun run) {
    return new ReleaseHook(hook, run, other);
  }
}
