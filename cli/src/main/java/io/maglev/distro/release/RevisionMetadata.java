package io.maglev.distro.release;

import io.maglev.distro.model.KubeObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what a distro revision's labels and annotations say, without its data. */
final class RevisionMetadata {
  private RevisionMetadata() {}

  /** Empty for a Secret that only looks like a revision. */
  static Optional<RevisionEntry> entry(
      KubeObject secret, Function<RevisionKey, DistroRevision> loader) {
    int revision = (int) number(secret.labels().getOrDefault(RevisionLabels.REVISION, ""));
    String distro = secret.labels().getOrDefault(RevisionLabels.DISTRO, "");
    RevisionKey key = new RevisionKey(secret.namespace(), distro, revision);
    if (revision <= 0 || !key.secretName().equals(secret.name())) {
      return Optional.empty();
    }
    return DistroStatus.of(secret.labels().getOrDefault(RevisionLabels.STATUS, ""))
        .map(
            status ->
                new RevisionEntry(
                    key,
                    secret.annotations().getOrDefault(RevisionLabels.VERSION, ""),
                    status,
                    updated(secret),
                    epoch(secret),
                    releases(secret),
                    () -> loader.apply(key)));
  }

  static long epoch(KubeObject secret) {
    return number(secret.annotations().getOrDefault(RevisionLabels.EPOCH, ""));
  }

  private static Set<ReleaseKey> releases(KubeObject secret) {
    Set<ReleaseKey> releases = new LinkedHashSet<>();
    String text = secret.annotations().getOrDefault(RevisionLabels.RELEASES, "");
    for (String release : text.split(",", -1)) {
      String[] parts = release.split("/", -1);
      if (parts.length == 3) {
        releases.add(new ReleaseKey(parts[0], parts[1], (int) number(parts[2])));
      }
    }
    return releases;
  }

  private static Instant updated(KubeObject secret) {
    try {
      return Instant.parse(secret.annotations().getOrDefault(RevisionLabels.UPDATED, ""));
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
