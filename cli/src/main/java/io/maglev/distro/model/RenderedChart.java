package io.maglev.distro.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one chart renders to: all that a Helm release record stores. Immutable.
 *
 * @param chart the {@code chart} field of the release record as plain JSON data: metadata, lock,
 *     templates, values, schema, files
 * @param config the values the user gave (coalesced with nothing)
 * @param manifest the text Helm stores: {@code ---\n# Source: ...} documents in install order,
 *     without hooks and without {@code crds/}
 * @param hooks in Helm's order
 * @param notes NOTES.txt rendered, empty if none
 * @param crds text of each file of {@code crds/} of the chart and its subcharts, in load order
 */
public record RenderedChart(
    Map<String, @Nullable Object> chart,
    Map<String, @Nullable Object> config,
    String manifest,
    List<RenderedHook> hooks,
    String notes,
    List<String> crds) {}
