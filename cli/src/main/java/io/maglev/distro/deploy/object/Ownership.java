package io.maglev.distro.deploy.object;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata by which Helm knows that an object is a release's own, and the refusal to take what
 * is another's; mirrors {@code pkg/action/validate.go} of Helm 3.22.
 */
public final class Ownership {
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final String HELM = "Helm";
  private static final String RELEASE_NAME = "meta.helm.sh/release-name";
  private static final String RELEASE_NAMESPACE = "meta.helm.sh/release-namespace";

  /** What to do about an object that is another's. */
  static final String HINT = "delete the object, or let the release that owns it go first";

  private final String release;
  private final String namespace;

  public Ownership(String release, String namespace) {
    this.release = release;
    this.namespace = namespace;
  }

  String release() {
    return release;
  }

  /** The object marked as this release's. */
  public KubeObject marked(KubeObject object) {
    return object
        .withMetadata("labels", Map.of(MANAGED_BY, HELM))
        .withMetadata("annotations", Map.of(RELEASE_NAME, release, RELEASE_NAMESPACE, namespace));
  }

  /**
   * Refuses a live object that is not this release's.
   *
   * @throws DistroException with Helm's text, naming each piece of metadata that is wrong
   */
  void check(KubeObject live) {
    objection(live)
        .ifPresent(
            text -> {
              throw conflict(live.id(), text);
            });
  }

  /** Why the live object is not this release's, in Helm's words; empty if it is. */
  Optional<String> objection(KubeObject live) {
    List<String> wrong = wrong(live);
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                "%s \"%s\" in namespace \"%s\" exists and cannot be imported into the current"
                    + " release: invalid ownership metadata; %s",
                live.kind(), live.name(), live.namespace(), String.join("; ", wrong)));
  }

  /** Whether the live object is this release's. */
  public boolean isOurs(KubeObject live) {
    return wrong(live).isEmpty();
  }

  private List<String> wrong(KubeObject live) {
    List<String> wrong = new ArrayList<>();
    compare("label", MANAGED_BY, live.labels(), HELM).ifPresent(wrong::add);
    compare("annotation", RELEASE_NAME, live.annotations(), release).ifPresent(wrong::add);
    compare("annotation", RELEASE_NAMESPACE, live.annotations(), namespace).ifPresent(wrong::add);
    return wrong;
  }

  private static Optional<String> compare(
      String what, String key, Map<String, String> found, String expected) {
    String value = found.get(key);
    if (value == null) {
      return Optional.of(
          what
              + " validation error: missing key \""
              + key
              + "\": must be set to \""
              + expected
              + "\"");
    }
    return value.equals(expected)
        ? Optional.empty()
        : Optional.of(
            what
                + " validation error: key \""
                + key
                + "\" must equal \""
                + expected
                + "\": current value is \""
                + value
                + "\"");
  }

  private DistroException conflict(ResourceId id, String helm) {
    return new DistroException(
        ErrorCode.OWNERSHIP_CONFLICT,
        "cannot apply release '" + release + "': " + id + " exists and is not its own",
        List.of(SourceLocation.ofText(helm)),
        Optional.of(HINT),
        null);
  }
}
