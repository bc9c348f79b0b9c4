package io.maglev.distro.compose.locking;

import io.maglev.distro.model.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one component or hook was resolved to. Immutable.
 *
 * @param path of its chart, relative to the manifest, with {@code /} between segments
 * @param name of the chart
 * @param version of the chart
 * @param digest of the chart's archive
 * @param requires who meets each requirement, by the requirement: {@code database >=14}
 */
public record Pin(
    String path, String name, String version, Digest digest, Map<String, String> requires) {

  public Pin {
    requires = Collections.unmodifiableMap(new TreeMap<>(requires));
  }

  /** The chart as people tell it from another one: {@code kong 0.1.0 sha256:0123456789ab}. */
  String chart() {
    return name + " " + version + " sha256:" + digest.abbreviated();
  }
}
