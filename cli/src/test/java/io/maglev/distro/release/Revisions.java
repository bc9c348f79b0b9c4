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
import java.util.LinkedHashMap;
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

  /** Of so many components, each begun and ended, with a journal and timings of them all. */
  static DistroRevision large(int components) {
    RevisionContent one = content(1, "hook manifest");
    List<RevisionComponent> all = new ArrayList<>();
    List<JournalStep> journal = new ArrayList<>();
    Map<String, Duration> timings = new LinkedHashMap<>();
    Instant start = Instant.parse("2026-11-21T05:00:00Z");
    for (int i = 0; i < components; i++) {
      RevisionComponent model = one.components().get(0);
      String name = "component-with-a-name-of-some-length-" + i;
      all.add(
          new RevisionComponent(
              name,
              model.kind(),
              new LockedChart(name, "1.2." + i, "16.4", digest("chart" + i), 4096),
              new ReleaseKey("data", name, i),
              digest("values" + i),
              List.of(new Capability(name, "1.2." + i)),
              model.requires(),
              model.rollback(),
              false,
              model.readiness(),
              model.timeout(),
              Map.of(new ResourceId("v1", "Secret", "data", name), digest("owned" + i))));
      for (JournalStep.State state : JournalStep.State.values()) {
        journal.add(new JournalStep("component/" + name, state, start.plusNanos(i * 7919L), ""));
      }
      timings.put("component/" + name, Duration.ofMillis(i * 31L));
    }
    return new DistroRevision(
        new RevisionKey("maglev-system", "maglev", 1),
        "1.4.0",
        digest("bundle"),
        DistroStatus.DEPLOYED,
        "test",
        start,
        new RevisionContent(one.parameters(), one.secretParameters(), all, one.hooks()),
        journal,
        timings);
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
