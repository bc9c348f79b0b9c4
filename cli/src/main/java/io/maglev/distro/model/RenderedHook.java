package io.maglev.distro.model;

import java.util.List;

/**
 * One hook object of a rendered chart; the fields are those of Helm's release record.
 *
 * @param path the template it came from, e.g. {@code chart/templates/job.yaml}
 * @param manifest its YAML text
 * @param weight lower runs first
 * @param deletePolicies {@code before-hook-creation}, {@code hook-succeeded}, {@code hook-failed};
 *     never empty: the first is the default
 * @param outputLogPolicies {@code hook-succeeded}, {@code hook-failed}
 */
public record RenderedHook(
    String name,
    String kind,
    String path,
    String manifest,
    List<HookPhase> events,
    long weight,
    List<String> deletePolicies,
    List<String> outputLogPolicies) {}
