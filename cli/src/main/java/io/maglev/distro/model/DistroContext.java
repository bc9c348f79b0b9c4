package io.maglev.distro.model;

import java.util.List;

/**
 * What a distro hook sees under {@code .Values.distro}.
 *
 * @param components names of the components this run is about
 */
public record DistroContext(
    String name, String version, int revision, List<String> components, HookPhase phase) {}
