package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Labels of release Secrets: Helm's own six and those that ride beside them. Helm carries the
 * latter forward on upgrade, so a component stays known as one after a plain {@code helm upgrade}.
 */
public final class ReleaseLabels {
  /** The distro a release belongs to. */
  public static final String DISTRO = "distro";

  /** The component of it that the release is. */
  public static final String COMPONENT = "distro-component";

  static final String NAME = "name";
  static final String OWNER = "owner";
  static final String STATUS = "status";
  static final String VERSION = "version";
  static final String CREATED_AT = "createdAt";
  static final String MODIFIED_AT = "modifiedAt";
  static final String HELM = "helm";

  private static final Set<String> SYSTEM =
      Set.of(NAME, OWNER, STATUS, VERSION, CREATED_AT, MODIFIED_AT);

  private ReleaseLabels() {}

  /** Of the release of a component. */
  public static Map<String, String> of(String distro, String component) {
    return Map.of(DISTRO, distro, COMPONENT, component);
  }

  /** Without Helm's own six. */
  static Map<String, String> withoutSystem(Map<String, String> labels) {
    Map<String, String> rest = new LinkedHashMap<>(labels);
    rest.keySet().removeAll(SYSTEM);
    return rest;
  }

  /** All but the two times. */
  static Map<String, String> stored(Release release) {
    for (String label : release.labels().keySet()) {
      if (SYSTEM.contains(label)) {
        throw DistroException.of(
            ErrorCode.VALUES_INVALID,
            "cannot label release '%s': '%s' is reserved for Helm"
                .formatted(release.name(), label));
      }
    }
    Map<String, String> labels = new LinkedHashMap<>(release.labels());
    labels.put(NAME, release.name());
    labels.put(OWNER, HELM);
    labels.put(STATUS, release.status().text());
    labels.put(VERSION, Integer.toString(release.revision()));
    return labels;
  }
}
