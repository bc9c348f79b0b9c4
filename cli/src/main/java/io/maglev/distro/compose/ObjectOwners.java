package io.maglev.distro.compose;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds objects that two would own. Not thread-safe. */
final class ObjectOwners {
  private final Map<String, OwnedObject> first = new LinkedHashMap<>();
  private final Problems conflicts = new Problems();
  private final Set<String> told = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * Compares all objects with each other.
   *
   * @return what is odd but stops nothing
   * @throws DistroException with OWNERSHIP_CONFLICT and one place an object that two would own
   */
  static List<String> check(String distro, List<OwnedObject> objects) {
    ObjectOwners owners = new ObjectOwners();
    ClusterScope scope = ClusterScope.of(objects);
    objects.forEach(object -> owners.add(scope.placed(object)));
    int count = owners.conflicts.found().size();
    owners.conflicts.throwIfAny(
        ErrorCode.OWNERSHIP_CONFLICT,
        "cannot compose distro '"
            + distro
            + "': "
            + (count == 1 ? "1 object has" : count + " objects have")
            + " two owners");
    return owners.warnings;
  }

  private void add(OwnedObject object) {
    OwnedObject other = first.putIfAbsent(object.identity(), object);
    if (other == null) {
      return;
    }
    if (!other.owner().equals(object.owner())) {
      compare(other, object);
    } else if (other.role() == OwnedObject.Role.MANIFEST
        && object.role() == OwnedObject.Role.MANIFEST) {
      warnings.add(
          object.owner() + " renders " + object.id() + " twice: " + templates(other, object));
    }
  }

  /** Definitions in {@code crds/} are created where they are missing, by whoever comes first. */
  private void compare(OwnedObject one, OwnedObject other) {
    boolean shared =
        one.role() == OwnedObject.Role.CRD
            && other.role() == OwnedObject.Role.CRD
            && one.content().equals(other.content());
    String conflict =
        one.id()
            + " is rendered by "
            + one.owner()
            + " and "
            + other.owner()
            + ": "
            + templates(one, other);
    // A hook renders once a phase.
    if (!shared && told.add(conflict)) {
      conflicts.add(SourceLocation.ofText(conflict));
    }
  }

  private static String templates(OwnedObject one, OwnedObject other) {
    return one.template() + " and " + other.template();
  }
}
