package io.maglev.distro.deploy.object;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.RenderedChart;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds objects that exist already and belong to somebody else, before anything is begun: one LIST
 * of metadata a kind and namespace serves all components. Not thread-safe; one use.
 */
public final class ForeignObjects {
  private final KubeGateway kube;
  private final Problems problems = new Problems();
  private final Map<KubeQuery, Map<String, KubeObject>> read = new HashMap<>();

  public ForeignObjects(KubeGateway kube) {
    this.kube = kube;
  }

  /** Looks at what a component is about to apply; kinds that a CRD will bring cannot exist yet. */
  public void look(LockedComponent component, RenderedChart rendered) {
    String namespace = component.namespace();
    Ownership ownership = new Ownership(component.name(), namespace);
    for (KubeObject object : Manifest.knownObjects(rendered.manifest(), namespace, kube)) {
      live(object)
          .flatMap(ownership::objection)
          .ifPresent(text -> problems.add(SourceLocation.ofText(text)));
    }
  }

  /**
   * Ends the search.
   *
   * @throws DistroException that names all objects found, if there are any
   */
  public void refuse(String distro) {
    problems.throwIfAny(
        ErrorCode.OWNERSHIP_CONFLICT,
        "cannot install distro '" + distro + "': objects of it exist and are not its own",
        Optional.of(Ownership.HINT));
  }

  private Optional<KubeObject> live(KubeObject object) {
    KubeQuery query = KubeQuery.of(object.apiVersion(), object.kind(), object.namespace());
    return Optional.ofNullable(read.computeIfAbsent(query, this::names).get(object.name()));
  }

  private Map<String, KubeObject> names(KubeQuery query) {
    try {
      return kube.listMetadata(query).stream()
          .collect(Collectors.toMap(KubeObject::name, found -> found, (first, second) -> first));
    } catch (KubeException e) {
      if (e.isForbidden()) {
        return Map.of(); // each object is looked at once more before it is applied
      }
      throw e;
    }
  }
}
