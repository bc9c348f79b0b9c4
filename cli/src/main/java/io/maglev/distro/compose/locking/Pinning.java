package io.maglev.distro.compose.locking;

import io.maglev.distro.compose.manifest.ChartPath;
import io.maglev.distro.compose.manifest.ComponentSpec;
import io.maglev.distro.compose.manifest.HookSpec;
import io.maglev.distro.compose.manifest.Manifest;
import io.maglev.distro.compose.manifest.ManifestReader;
import io.maglev.distro.compose.resolve.Resolution;
import io.maglev.distro.compose.resolve.Resolver;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.Selection;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what a manifest resolves to. */
public final class Pinning {
  private final Path base;

  private Pinning(Path file) {
    this.base = Optional.ofNullable(file.toAbsolutePath().normalize().getParent()).orElse(file);
  }

  /**
   * The lock of a manifest: as it is, and each of its profiles.
   *
   * @throws io.maglev.distro.error.DistroException for what does not resolve
   */
  public static LockFile lock(Path file) {
    Manifest plain = ManifestReader.read(file);
    LockFile lock = new LockFile(Optional.of(pins(file, plain)), Map.of());
    for (String profile : plain.profiles()) {
      lock = lock(file, lock, profile);
    }
    return lock;
  }

  /** As {@link #lock(Path)} for one profile alone; all else stays as it is in {@code before}. */
  public static LockFile lock(Path file, LockFile before, String profile) {
    Optional<String> chosen = Optional.of(profile);
    return before.with(chosen, pins(file, ManifestReader.read(file, chosen)));
  }

  /**
   * What the manifest was resolved to.
   *
   * @param file where the manifest lies
   */
  public static Pins of(Path file, Manifest manifest, Resolution resolution) {
    return new Pinning(file).pins(manifest, resolution);
  }

  private static Pins pins(Path file, Manifest manifest) {
    return of(file, manifest, Resolver.resolve(manifest, Selection.ALL));
  }

  private Pins pins(Manifest manifest, Resolution resolution) {
    Map<String, Pin> components = new LinkedHashMap<>();
    for (ComponentSpec spec : manifest.components()) {
      resolution
          .lock()
          .component(spec.name())
          .ifPresent(it -> components.put(it.name(), pin(spec.chart(), it.chart(), it.requires())));
    }
    Map<String, Pin> hooks = new LinkedHashMap<>();
    for (HookSpec spec : manifest.hooks()) {
      resolution.lock().hooks().stream()
          .filter(it -> it.name().equals(spec.name()))
          .forEach(it -> hooks.put(it.name(), pin(spec.chart(), it.chart(), List.of())));
    }
    return new Pins(components, hooks);
  }

  private Pin pin(ChartPath path, LockedChart chart, List<Requirement> requires) {
    Map<String, String> providers = new LinkedHashMap<>();
    requires.forEach(it -> providers.put(it.toString(), it.provider()));
    return new Pin(relative(path), chart.name(), chart.version(), chart.digest(), providers);
  }

  /** From the manifest that is locked, whichever file names the chart. */
  private String relative(ChartPath path) {
    Path chart = path.resolve().toAbsolutePath().normalize();
    String relative = base.relativize(chart).toString().replace(File.separatorChar, '/');
    return relative.isEmpty() ? "." : relative;
  }
}
