package io.maglev.distro.deploy.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.model.Digest;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.JournalStep.State;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.RevisionKey;
import io.maglev.distro.sandbox.SandboxGateway;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnfinishedTest {
  private static final Digest DIGEST = Digest.of("x".getBytes(StandardCharsets.UTF_8));

  @Test
  void components_lastStepDecides() {
    DistroRevision revision =
        revision(
            List.of("done", "failed", "killed", "mended", "untouched"),
            step("done", State.STARTED),
            step("done", State.DONE),
            step("failed", State.STARTED),
            step("failed", State.FAILED),
            step("killed", State.STARTED),
            step("mended", State.FAILED),
            step("mended", State.DONE));

    assertThat(Unfinished.components(revision)).containsExactly("failed", "killed");
  }

  @Test
  void components_ofWhatIsNoLongerRecorded_areNone() {
    assertThat(Unfinished.components(revision(List.of(), step("gone", State.FAILED)))).isEmpty();
  }

  @Test
  void of_leavesOutWhatIsAboutToBeDeployed() {
    JournalStep left = step("b", State.FAILED);
    DistroRevision revision = revision(List.of("a", "b"), step("a", State.FAILED), left);

    assertThat(Unfinished.of(revision, Set.of("a"))).containsExactly(left);
  }

  private static JournalStep step(String component, State state) {
    return new JournalStep("component/" + component, state, Instant.EPOCH, "");
  }

  private static DistroRevision revision(List<String> components, JournalStep... journal) {
    DeployFixture fixture = new DeployFixture(new SandboxGateway(), "ns");
    components.forEach(fixture::component);
    List<RevisionComponent> recorded =
        components.stream()
            .map(name -> RevisionComponent.of(fixture.locked(name), 1, DIGEST))
            .toList();
    return new DistroRevision(
        new RevisionKey("ns", "demo", 1),
        "1.0.0",
        DIGEST,
        DistroStatus.FAILED_PARTIAL,
        "",
        Instant.EPOCH,
        new RevisionContent(Map.of(), Set.of(), recorded, List.of()),
        List.of(journal),
        Map.of());
  }
}
