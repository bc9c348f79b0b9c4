package io.maglev.distro.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A component as compose resolved it. Immutable; its release has the component's name.
 *
 * @param values the component's values with parameters still in place ({@code <%name%>}); they
 *     already hold the distro's {@code values} under {@code global}
 * @param provides what it offers, its own name at its chart version included
 * @param timeout how long it may take to become ready
 */
public record LockedComponent(
    String name,
    ComponentKind kind,
    LockedChart chart,
    String namespace,
    Map<String, @Nullable Object> values,
    List<Capability> provides,
    List<Requirement> requires,
    RollbackPolicy rollback,
    boolean optional,
    List<ReadinessRule> readiness,
    Duration timeout) {}
