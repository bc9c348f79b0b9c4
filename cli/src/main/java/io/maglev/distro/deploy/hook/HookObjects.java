package io.maglev.distro.deploy.hook;

import io.maglev.distro.deploy.object.Crds;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.status.Readiness;
import io.maglev.distro.deploy.status.ReadinessContext;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.DurationText;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.util.Optional;

/** The objects of one hook in the cluster: puts them there, takes them away. Thread-safe. */
final class HookObjects {
  private static final String CRD = "CustomResourceDefinition.apiextensions.k8s.io";

  private final RunContext context;

  HookObjects(RunContext context) {
    this.context = context;
  }

  /**
   * Creates the object as Helm does; one that exists already is an error. What defines a kind is
   * served then: a hook of that kind may follow.
   */
  KubeObject create(KubeObject object) {
    KubeObject created = context.writable().create(object);
    new Crds(context).settle(created);
    return created;
  }

  /**
   * Brings the object to what it should be: what runs is created anew, the rest is applied, so that
   * a hook of Secrets and roles may run again without taking away what others use.
   */
  KubeObject renew(KubeObject object, Deadline deadline) {
    if (HookWait.runs(object)) {
      delete(object, deadline);
      return context.writable().create(object);
    }
    return context.writable().apply(object, ApplyOptions.HELM);
  }

  /** Whether it is something that runs, or has run to a good end: worth waiting for. */
  boolean isUnderWay(KubeObject live) {
    return HookWait.runs(live)
        && !live.isBeingDeleted()
        && !Readiness.of(live, ReadinessContext.HOOK).isFailed();
  }

  /** Deletes the object, if it is there, and waits until it is gone. CRDs are never deleted. */
  void delete(KubeObject object, Deadline deadline) {
    if (object.id().groupKind().equals(CRD)) {
      return;
    }
    if (object.name().isEmpty()) {
      throw DistroException.of(
          ErrorCode.DEPLOY_FAILED,
          "cannot delete a " + object.kind() + " with generateName: it has no name yet",
          "annotate it with helm.sh/hook-delete-policy: hook-succeeded");
    }
    Optional<KubeObject> live = context.kube().get(object.id());
    if (live.isEmpty()) {
      return;
    }
    if (!live.get().isBeingDeleted()) {
      context.writable().delete(object.id(), DeleteOptions.BACKGROUND);
    }
    awaitGone(live.get(), deadline);
  }

  /** Tidies up after a failure, which is what counts: what goes wrong now is only added to it. */
  static void tidy(DistroException failure, Runnable tidying) {
    try {
      tidying.run();
    } catch (DistroException e) {
      failure.addSuppressed(e);
    }
  }

  private void awaitGone(KubeObject object, Deadline deadline) {
    ResourceId id = object.id();
    context.live().follow(object);
    Optional<Boolean> gone =
        context
            .live()
            .await(
                deadline,
                () -> context.live().isGone(object) ? Optional.of(true) : Optional.empty());
    if (gone.isEmpty()) {
      throw DistroException.of(
          ErrorCode.DEPLOY_FAILED,
          "cannot delete "
              + id
              + ": it still exists after "
              + DurationText.of(deadline.allowed())
              + finalizers(object));
    }
  }

  private static String finalizers(KubeObject object) {
    return object
        .at("metadata", "finalizers")
        .map(names -> ", held by the finalizers " + names)
        .orElse("");
  }
}
