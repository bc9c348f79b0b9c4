package io.maglev.distro.release;

import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.RenderedHook;
import java.time.Duration;
import java.util.List;

/**
 * A distro hook rendered for one phase, so that rollback and uninstall need no bundle. Immutable.
 *
 * @param manifest its plain documents
 * @param objects its documents that are Helm hooks
 */
public record RevisionHook(
    String name,
    HookPhase phase,
    String namespace,
    List<String> before,
    List<String> after,
    Duration timeout,
    String manifest,
    List<RenderedHook> objects) {}
