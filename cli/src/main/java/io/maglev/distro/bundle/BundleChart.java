package io.maglev.distro.bundle;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chart to be put into a bundle.
 *
 * @param metadata of its Chart.yaml, as JSON data
 * @param archive the .tgz, which stays as it is
 */
public record BundleChart(Map<String, @Nullable Object> metadata, Blob archive) {

  public String name() {
    return text("name");
  }

  public String version() {
    return text("version");
  }

  private String text(String key) {
    if (metadata.get(key) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw DistroException.of(
        ErrorCode.CHART_INVALID,
        "cannot bundle chart '" + metadata.getOrDefault("name", "") + "': it has no " + key);
  }
}
