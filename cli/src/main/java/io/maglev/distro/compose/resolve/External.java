package io.maglev.distro.compose.resolve;

import io.maglev.distro.compose.manifest.ExternalSpec;
import io.maglev.distro.compose.manifest.Provision;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.LockedExternal;
import io.maglev.distro.values.Coalescer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something outside that meets requirements, and is told to those who have them. Immutable. */
record External(ExternalSpec spec, Map<String, Capability> provides) implements Provider {
  private static final String KEY = "external";

  static External of(ExternalSpec spec) {
    Map<String, Capability> provides = new LinkedHashMap<>();
    for (Provision provision : spec.provides()) {
      String version = provision.version().orElseThrow();
      provides.put(provision.capability(), new Capability(provision.capability(), version));
    }
    return new External(spec, provides);
  }

  @Override
  public String name() {
    return spec.name();
  }

  LockedExternal locked() {
    return new LockedExternal(name(), List.copyOf(provides.values()));
  }

  /** What a component that requires the capability finds among its values. */
  Map<String, @Nullable Object> values(String capability) {
    return Map.of(Coalescer.GLOBAL, Map.of(KEY, Map.of(capability, spec.values())));
  }
}
