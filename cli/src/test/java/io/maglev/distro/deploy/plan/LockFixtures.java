package io.maglev.distro.deploy.plan;

import io.maglev.distro.model.Capability;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.RollbackPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Parts of a lock for tests that care about names and edges only. */
public final class LockFixtures {
  private LockFixtures() {}

  /** A component that requires the others by name. */
  public static LockedComponent component(String name, String... requires) {
    return new LockedComponent(
        name,
        ComponentKind.CORE_ADDON,
        chart(name),
        "default",
        Map.of(),
        List.of(new Capability(name, "1.0.0")),
        Stream.of(requires).map(other -> new Requirement(other, "*", other)).toList(),
        RollbackPolicy.ALLOWED,
        false,
        List.of(),
        Duration.ofSeconds(30));
  }

  /** A hook of the install phases. */
  public static LockedHook hook(String name, List<String> before, List<String> after) {
    return new LockedHook(
        name,
        Set.of(HookPhase.PRE_INSTALL, HookPhase.POST_INSTALL),
        chart(name),
        "default",
        Map.of(),
        before,
        after,
        Duration.ofSeconds(30));
  }

  private static LockedChart chart(String name) {
    byte[] archive = name.getBytes(StandardCharsets.UTF_8);
    return new LockedChart(name, "1.0.0", "1.0.0", Digest.of(archive), archive.length);
  }
}
