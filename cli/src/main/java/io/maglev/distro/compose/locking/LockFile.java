package io.maglev.distro.compose.locking;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a lock file says. Immutable.
 *
 * <pre>{@code
 * apiVersion: distro.maglev.io/v1
 * kind: DistroLock
 * plain:
 *   components:
 *     kong:
 *       chart: ../charts/kong
 *       digest: sha256:...
 *       name: kong
 *       requires:
 *         database >=14: postgres
 *       version: 0.1.0
 *   hooks: {}
 * profiles:
 *   dev: { components: ..., hooks: ... }
 * }</pre>
 *
 * @param plain the manifest without a profile, if that was locked
 * @param profiles those that were locked, by name
 */
public record LockFile(Optional<Pins> plain, Map<String, Pins> profiles) {
  private static final String SUFFIX = ".lock.yaml";

  public LockFile {
    profiles = Collections.unmodifiableMap(new TreeMap<>(profiles));
  }

  /**
   * Where the lock file of a manifest lies: {@code maglev.lock.yaml} beside {@code maglev.yaml}.
   */
  public static Path of(Path manifest) {
    String name = String.valueOf(manifest.getFileName());
    return manifest.resolveSibling(name.replaceFirst("\\.(ya?ml|json)$", "") + SUFFIX);
  }

  /** What is locked of the manifest, or of a profile. */
  public Optional<Pins> pins(Optional<String> profile) {
    return profile.isEmpty() ? plain : profile.map(profiles::get);
  }

  /** The same but for one part. */
  LockFile with(Optional<String> profile, Pins pins) {
    if (profile.isEmpty()) {
      return new LockFile(Optional.of(pins), profiles);
    }
    Map<String, Pins> changed = new TreeMap<>(profiles);
    changed.put(profile.get(), pins);
    return new LockFile(plain, changed);
  }

  /** How this differs from what is so now, a sentence each. */
  public List<String> differences(LockFile now) {
    List<String> differences = new ArrayList<>();
    compare("", plain, now.plain, differences);
    TreeSet<String> names = new TreeSet<>(profiles.keySet());
    names.addAll(now.profiles.keySet());
    for (String name : names) {
      compare(
          "profile '" + name + "': ",
          Optional.ofNullable(profiles.get(name)),
          Optional.ofNullable(now.profiles.get(name)),
          differences);
    }
    return differences;
  }

  private static void compare(
      String prefix, Optional<Pins> locked, Optional<Pins> now, List<String> differences) {
    if (locked.isPresent() && now.isPresent()) {
      locked.get().differences(now.get(), true).forEach(it -> differences.add(prefix + it));
    } else if (locked.isPresent()) {
      differences.add((prefix.isEmpty() ? "the manifest: " : prefix) + "locked, now not there");
    } else if (now.isPresent()) {
      differences.add((prefix.isEmpty() ? "the manifest: " : prefix) + "not locked");
    }
  }
}
