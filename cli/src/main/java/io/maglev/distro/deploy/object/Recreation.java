package io.maglev.distro.deploy.object;

import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.DurationText;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * StatefulSets of which a field changes that the server never changes: they are made anew where the
 * run may do that, leaving their Pods and claims, and refused where not. Thread-safe.
 */
final class Recreation {
  /** The server names what may change, not what has. */
  private static final String REFUSAL = "updates to statefulset spec for fields other than";

  private static final List<String> IMMUTABLE =
      List.of(
          "serviceName",
          "selector",
          "volumeClaimTemplates",
          "podManagementPolicy",
          "revisionHistoryLimit");

  private static final Duration GONE = Duration.ofSeconds(60);

  private final RunContext context;

  Recreation(RunContext context) {
    this.context = context;
  }

  /** Whether that is why the server refuses the object. */
  static boolean isMeant(KubeObject object, KubeException refusal) {
    return object.id().groupKind().equals("StatefulSet.apps")
        && refusal.status() == 422
        && String.valueOf(refusal.getMessage()).contains(REFUSAL);
  }

  /**
   * Takes away what stands in the way of the object: the set, but neither its Pods nor its claims.
   *
   * @param task whose progress it is
   * @throws DistroException naming object, fields and flag, if the run may not do that
   */
  void clear(String task, KubeObject object, KubeException refusal) {
    Optional<KubeObject> live = context.kube().get(object.id());
    String fields = live.map(found -> changed(object, found)).orElse("spec");
    if (!context.safety().recreate()) {
      throw new DistroException(
          ErrorCode.CLUSTER_FAILED,
          "cannot apply %s: %s cannot be changed while it exists".formatted(object.id(), fields),
          List.of(SourceLocation.ofText(String.valueOf(refusal.getMessage()))),
          Optional.of("add --recreate to make it anew; its Pods and claims stay"),
          refusal);
    }
    if (live.isPresent()) {
      context
          .listener()
          .onEvent(new StepStarted(task, "making %s anew: %s".formatted(object.id(), fields)));
      delete(live.get());
    }
  }

  private void delete(KubeObject live) {
    new DataGuard(context, false).claimsToDelete(live);
    context.live().follow(live);
    context
        .writable()
        .delete(
            live.id(),
            new DeleteOptions(DeleteOptions.Propagation.ORPHAN, Optional.of(live.uid())));
    Deadline deadline = context.deadline(GONE);
    Optional<Boolean> gone =
        context
            .live()
            .await(
                deadline, () -> context.live().isGone(live) ? Optional.of(true) : Optional.empty());
    if (gone.isEmpty()) {
      throw DistroException.of(
          ErrorCode.DEPLOY_FAILED,
          "cannot make %s anew: it still exists after %s"
              .formatted(live.id(), DurationText.of(GONE)));
    }
  }

  private static String changed(KubeObject wanted, KubeObject live) {
    List<String> fields =
        IMMUTABLE.stream()
            .filter(
                field ->
                    wanted.at("spec", field).isPresent()
                        && !isIn(
                            wanted.at("spec", field).get(), live.at("spec", field).orElse(null)))
            .map(field -> "spec." + field)
            .toList();
    return fields.isEmpty() ? "spec" : String.join(", ", fields);
  }

  /** The server adds to what it is given: all that is wanted is there if nothing has changed. */
  private static boolean isIn(@Nullable Object wanted, @Nullable Object live) {
    if (wanted instanceof Map<?, ?> fields && live instanceof Map<?, ?> found) {
      return fields.entrySet().stream()
          .allMatch(field -> isIn(field.getValue(), found.get(field.getKey())));
    }
    if (wanted instanceof List<?> items && live instanceof List<?> found) {
      Iterator<?> others = found.iterator();
      return items.size() == found.size()
          && items.stream().allMatch(item -> isIn(item, others.next()));
    }
    return String.valueOf(wanted).equals(String.valueOf(live));
  }
}
