package io.maglev.distro.release;

import io.maglev.distro.model.Capability;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.RollbackPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Distro revisions to test with. */
final class Revisions {
  private Revisions() {}

  static DistroRevision revision(int number, DistroStatus status) {
    return new DistroRevision(
        new RevisionKey("maglev-system", "maglev", number),
        "1.4.0+build",
        digest("bundle"),
        status,
        "test",
        Instant.parse("2026-11-21T05:00:00Z"),
        content(number, "hook manifest"),
        List.of(
            new JournalStep(
                "component/postgres",
                JournalStep.State.DONE,
                Instant.parse("2026-11-21T05:00:01Z"),
                "uid-1")),
        Map.of("component/postgres", Duration.ofMillis(1234)));
  }

  static RevisionContent content(int releaseRevision, String hookManifest) {
    RevisionComponent component =
        new RevisionComponent(
            "postgres",
            ComponentKind.MANAGED_SERVICE,
            new LockedChart("postgres", "0.1.0", "16.4", digest("chart"), 4096),
            new ReleaseKey("data", "postgres", releaseRevision),
            digest("values"),
            List.of(new Capability("database", "16.4")),
            List.of(new Requirement("kong", ">=3", "kong")),
            RollbackPolicy.FORWARD_ONLY,
            true,
            List.of(new ReadinessRule("Cluster.db.io", "status.phase", "Ok", "Bad")),
            Duration.ofMinutes(10),
            Map.of(new ResourceId("v1", "Secret", "data", "pg"), digest("owned")));
    RevisionHook hook =
        new RevisionHook(
            "pki",
            HookPhase.PRE_INSTALL,
            "maglev-system",
            List.of("kong"),
            List.of(),
            Duration.ofMinutes(5),
            hookManifest,
            List.of(
                new RenderedHook(
                    "pki",
                    "Job",
                    "pki/templates/job.yaml",
                    "kind: Job\n",
                    List.of(HookPhase.PRE_INSTALL),
                    3,
                    List.of("before-hook-creation"),
                    List.of("hook-failed"))));
    return new RevisionContent(
        Map.of("domain", "maglev.local", "size", 3L, "password", "hunter2"),
        Set.of("password"),
        List.of(component),
        List.of(hook));
  }

  /** Does not compress below its size. */
  static String noise(int bytes) {
    byte[] noise = new byte[bytes / 2];
    new Random(7).nextBytes(noise);
    List<String> hex = new ArrayList<>();
    for (byte one : noise) {
      hex.add(Integer.toHexString(one & 0xff));
    }
    return String.join(" ", hex);
  }

  static Digest digest(String of) {
    return Digest.of(of.getBytes(StandardCharsets.UTF_8));
  }

  /** A fence that is held for ever. */
  static Fence fence(long epoch) {
    return new Fence() {
      @Override
      public long epoch() {
        return epoch;
      }

      @Override
      public void checkHeld() {}
    };
  }
}
