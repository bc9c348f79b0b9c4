package io.maglev.distro.deploy.object;

import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.progress.RunEvent.Warning;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stands before every deletion, so that no data goes with what is deleted unless somebody said so.
 * Thread-safe.
 */
public final class DataGuard {
  private static final String PVC = "PersistentVolumeClaim";
  private static final String STATEFUL_SET = "StatefulSet.apps";
  private static final String RETENTION = "persistentVolumeClaimRetentionPolicy";

  /** A volume bound to a claim that stays would hang in its deletion as long as the claim does. */
  private static final Set<String> DATA = Set.of(PVC, "PersistentVolume");

  private final RunContext context;
  private final boolean deleteData;

  public DataGuard(RunContext context, boolean deleteData) {
    this.context = context;
    this.deleteData = deleteData;
  }

  /** Whether the object may go: it neither holds data, nor does anything that goes with it. */
  public boolean mayGo(String task, KubeObject live) {
    if (deleteData) {
      return true;
    }
    if (live.id().groupKind().equals("Namespace") && !claimsIn(live.name()).isEmpty()) {
      String message = live.id() + " stays, since claims in it hold data";
      context.listener().onEvent(new Warning(task, message));
      return false;
    }
    return !DATA.contains(live.id().groupKind());
  }

  /**
   * To be called right before the object is deleted: a StatefulSet is made to leave its claims
   * behind, whatever its retention policy says.
   *
   * @return the claims to delete after it, if data is to go
   */
  public List<KubeObject> claimsToDelete(KubeObject live) {
    if (!live.id().groupKind().equals(STATEFUL_SET)) {
      return List.of();
    }
    if (deleteData) {
      return claimsOf(live);
    }
    if (live.string("spec", RETENTION, "whenDeleted").filter("Delete"::equals).isPresent()) {
      Map<String, String> retain = Map.of("whenDeleted", "Retain");
      context.writable().mergePatch(live.id(), Map.of("spec", Map.of(RETENTION, retain)));
    }
    return List.of();
  }

  /**
   * The claims to delete of an object that is gone already: a run that was killed may have left
   * them.
   */
  public List<KubeObject> claimsLeftBehind(KubeObject gone) {
    return deleteData && gone.id().groupKind().equals(STATEFUL_SET) ? claimsOf(gone) : List.of();
  }

  /** The claims a StatefulSet made, named TEMPLATE-SET-ORDINAL, but those that say to be kept. */
  private List<KubeObject> claimsOf(KubeObject set) {
    List<String> prefixes =
        set.maps("spec", "volumeClaimTemplates").stream()
            .map(template -> new KubeObject(template).name() + "-" + set.name() + "-")
            .toList();
    if (prefixes.isEmpty()) {
      return List.of();
    }
    return claimsIn(set.namespace()).stream()
        .filter(claim -> prefixes.stream().anyMatch(prefix -> isOrdinal(claim.name(), prefix)))
        .filter(claim -> !ObjectApplier.isKept(claim))
        .toList();
  }

  private static boolean isOrdinal(String name, String prefix) {
    return name.startsWith(prefix) && name.substring(prefix.length()).matches("[0-9]+");
  }

  private List<KubeObject> claimsIn(String namespace) {
    return context.kube().list(KubeQuery.of("v1", PVC, namespace));
  }
}
