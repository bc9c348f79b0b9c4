package io.maglev.distro.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A distro hook as compose resolved it: a chart whose rendered objects run at phases of the whole.
 *
 * @param values with parameters still in place; {@code distro} is added when it runs
 * @param before component names it must end before; empty together with {@code after}: a barrier
 * @param after component names that must be ready first
 */
public record LockedHook(
    String name,
    Set<HookPhase> phases,
    LockedChart chart,
    String namespace,
    Map<String, @Nullable Object> values,
    List<String> before,
    List<String> after,
    Duration timeout) {}
