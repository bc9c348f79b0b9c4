package io.maglev.distro.deploy.object;

import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.LiveObjects;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.status.Readiness;
import io.maglev.distro.deploy.status.ReadinessContext;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.DurationText;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.yaml.YamlReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates what lies in a chart's {@code crds/}: before anything is rendered, create-only, never
 * changed afterwards, as Helm's {@code installCRDs}. Thread-safe.
 */
public final class Crds {
  /** Helm's own patience. */
  private static final Duration ESTABLISHED = Duration.ofSeconds(60);

  private static final String CRD = "CustomResourceDefinition";

  private final RunContext context;

  public Crds(RunContext context) {
    this.context = context;
  }

  /**
   * Creates what is missing, waits until all of it is served, also where another component is just
   * creating the same, and has the cluster's APIs read anew.
   */
  public void create(List<String> files) {
    boolean news = false;
    for (String file : files) {
      for (Map<String, @Nullable Object> document : YamlReader.readObjects(file, "crds")) {
        KubeObject live = createOne(new KubeObject(document));
        if (!isSettled(live)) {
          awaitServed(live);
        }
        news |= !isKnown(live);
      }
    }
    if (news) {
      context.kube().refreshApis();
    }
  }

  /**
   * Waits until what was created is served, if it defines a kind, and has the APIs read anew then.
   */
  public void settle(KubeObject live) {
    if (live.kind().equals(CRD)) {
      if (!isSettled(live)) {
        awaitServed(live);
      }
      context.kube().refreshApis();
    }
  }

  private KubeObject createOne(KubeObject object) {
    Optional<KubeObject> live = context.kube().get(object.id());
    if (live.isPresent()) {
      return live.get();
    }
    try {
      return context.writable().create(object);
    } catch (KubeException e) {
      if (!e.isAlreadyExists()) {
        throw e;
      }
      return context.kube().get(object.id()).orElseThrow(() -> e);
    }
  }

  private void awaitServed(KubeObject crd) {
    context.live().follow(crd);
    Deadline deadline = context.deadline(ESTABLISHED);
    Optional<Boolean> served =
        context
            .live()
            .await(
                deadline,
                () ->
                    context.live().look(crd) instanceof LiveObjects.Sight.Present present
                            && isSettled(present.object())
                        ? Optional.of(true)
                        : Optional.empty());
    if (served.isEmpty()) {
      throw DistroException.of(
          ErrorCode.DEPLOY_FAILED,
          "cannot use " + crd.id() + ": not established after " + DurationText.of(ESTABLISHED));
    }
  }

  /** Ready, or given up for a clash of names, which is not ours to judge ({@code crdReady}). */
  private static boolean isSettled(KubeObject object) {
    boolean namesTaken =
        object.maps("status", "conditions").stream()
            .anyMatch(
                condition ->
                    "NamesAccepted".equals(condition.get("type"))
                        && "False".equals(condition.get("status")));
    return namesTaken || Readiness.of(object, ReadinessContext.PLAIN).isReady();
  }

  /** Whether the kind that the object defines, if it does, was served when APIs were last read. */
  private boolean isKnown(KubeObject object) {
    if (!object.kind().equals(CRD)) {
      return true;
    }
    String group = object.string("spec", "group").orElse("");
    String kind = object.string("spec", "names", "kind").orElse("");
    return object.maps("spec", "versions").stream()
        .filter(version -> Boolean.TRUE.equals(version.get("served")))
        .map(version -> new ResourceId(group + "/" + version.get("name"), kind, "", ""))
        .allMatch(id -> context.kube().apis().find(id.apiVersion(), id.kind()).isPresent());
  }
}
