package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.DurationText;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates what lies in a chart's {@code crds/}: before anything is rendered, create-only, never
 * changed afterwards, as Helm's {@code installCRDs}. Thread-safe.
 */
final class Crds {
  /** Helm's own patience. */
  private static final Duration ESTABLISHED = Duration.ofSeconds(60);

  private final RunContext context;

  Crds(RunContext context) {
    this.context = context;
  }

  /** Creates what is missing, waits until it is served, and has the cluster's APIs read anew. */
  void create(List<String> files) {
    List<ResourceId> created = new ArrayList<>();
    for (String file : files) {
      for (Map<String, @Nullable Object> document : YamlReader.readObjects(file, "crds")) {
        createOne(new KubeObject(document)).ifPresent(created::add);
      }
    }
    if (!created.isEmpty()) {
      created.forEach(this::awaitEstablished);
      context.kube().refreshApis();
    }
  }

  private Optional<ResourceId> createOne(KubeObject object) {
    if (context.kube().get(object.id()).isPresent()) {
      return Optional.empty();
    }
    try {
      context.writable().create(object);
      return Optional.of(object.id());
    } catch (KubeException e) {
      if (e.isAlreadyExists()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void awaitEstablished(ResourceId id) {
    context.live().follow(id.apiVersion(), id.kind(), "");
    Deadline deadline = context.deadline(ESTABLISHED);
    Optional<KubeObject> established =
        context.live().await(deadline, () -> context.live().get(id).filter(Crds::isEstablished));
    if (established.isEmpty()) {
      throw DistroException.of(
          ErrorCode.DEPLOY_FAILED,
          "cannot use " + id + ": not established after " + DurationText.of(ESTABLISHED));
    }
  }

  private static boolean isEstablished(KubeObject crd) {
    return crd.maps("status", "conditions").stream()
        .anyMatch(
            condition ->
                "Established".equals(condition.get("type"))
                    && "True".equals(condition.get("status")));
  }
}
