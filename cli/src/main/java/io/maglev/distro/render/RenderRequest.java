package io.maglev.distro.render;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.ReleaseContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to render.
 *
 * @param values the user's; not changed
 */
public record RenderRequest(
    Chart chart,
    Map<String, @Nullable Object> values,
    ReleaseContext release,
    Capabilities capabilities,
    RenderOptions options) {}
