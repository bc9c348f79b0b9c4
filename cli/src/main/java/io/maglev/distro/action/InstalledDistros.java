package io.maglev.distro.action;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.RevisionEntry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the distro a command means among those on the cluster. */
final class InstalledDistros {
  private final DistroRevisionStore revisions;
  private final String namespace;

  /**
   * Looks at one namespace or at all.
   *
   * @param namespace empty for all
   */
  InstalledDistros(DistroRevisionStore revisions, Optional<String> namespace) {
    this.revisions = revisions;
    this.namespace = namespace.orElse("");
  }

  /** The newest revision of every distro, by namespace and name. */
  List<DistroRevision> all() {
    return newest().stream().map(RevisionEntry::load).toList();
  }

  /**
   * The distro of that name, or the only one.
   *
   * @param verb for the error: {@code uninstall}
   * @throws DistroException if there is none, or several are meant
   */
  DistroRevision find(Optional<String> name, String verb) {
    List<RevisionEntry> found =
        newest().stream()
            .filter(entry -> name.isEmpty() || name.get().equals(entry.key().distro()))
            .toList();
    if (found.size() == 1) {
      return found.get(0).load();
    }
    String what = name.map(n -> "distro '" + n + "'").orElse("a distro");
    if (found.isEmpty()) {
      throw DistroException.of(
          ErrorCode.NOT_FOUND,
          "cannot %s %s: %s is installed%s"
              .formatted(
                  verb,
                  what,
                  name.isPresent() ? "none of that name" : "none",
                  namespace.isEmpty() ? "" : " in namespace '" + namespace + "'"),
          "run 'distro list' to see what is");
    }
    String places =
        found.stream()
            .map(entry -> entry.key().distro() + " in " + entry.key().namespace())
            .collect(Collectors.joining(", "));
    throw DistroException.of(
        ErrorCode.USAGE,
        "cannot %s %s: several are installed: %s".formatted(verb, what, places),
        "name one, or choose its namespace with -n");
  }

  private Collection<RevisionEntry> newest() {
    Map<String, RevisionEntry> newest = new LinkedHashMap<>();
    for (RevisionEntry entry : revisions.list(namespace)) {
      newest.merge(
          entry.key().namespace() + "/" + entry.key().distro(),
          entry,
          (a, b) -> a.key().revision() > b.key().revision() ? a : b);
    }
    return newest.values();
  }
}
