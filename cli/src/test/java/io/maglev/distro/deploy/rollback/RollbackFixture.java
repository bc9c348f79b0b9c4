package io.maglev.distro.deploy.rollback;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.deploy.DeployOutcome;
import io.maglev.distro.deploy.run.LeapingClock;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.RollbackPolicy;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.Selection;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxCall;
import io.maglev.distro.sandbox.SandboxGateway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A distro {@code demo} in a sandbox whose components move from version to version, and back. */
public final class RollbackFixture implements AutoCloseable {
  public static final String NAMESPACE = "demo-system";

  public final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  public final SandboxGateway cluster = new SandboxGateway(time);
  public final LeapingClock clock = LeapingClock.of(cluster, time);
  public final DeployFixture distro = new DeployFixture(cluster, NAMESPACE, clock);

  private Selection selection = Selection.ALL;
  private boolean skipForwardOnly;
  private SafetyOptions safety = SafetyOptions.KEEPING;

  /** A component at version 1.0.0 whose ConfigMap of its name tells its version. */
  public RollbackFixture component(String name, String... requires) {
    distro.component(name, requires);
    distro.renderer.manifest(name, configMap(name));
    return version(name, "1.0.0");
  }

  /** The component as another version of its chart, which its ConfigMap tells. */
  public RollbackFixture version(String name, String version) {
    distro.change(name, component -> at(component, version));
    return manifest(name, configMap(name).replace("value", version));
  }

  public RollbackFixture manifest(String name, String manifest) {
    distro.renderer.manifest(name, manifest);
    return this;
  }

  public RollbackFixture forwardOnly(String name) {
    return policy(name, RollbackPolicy.FORWARD_ONLY);
  }

  public RollbackFixture policy(String name, RollbackPolicy policy) {
    distro.change(
        name,
        old ->
            new LockedComponent(
                old.name(),
                old.kind(),
                old.chart(),
                old.namespace(),
                old.values(),
                old.provides(),
                old.requires(),
                policy,
                old.optional(),
                old.readiness(),
                old.timeout()));
    return this;
  }

  /** The component as one whose failure fails nothing else. */
  public static LockedComponent optional(LockedComponent old) {
    return new LockedComponent(
        old.name(),
        old.kind(),
        old.chart(),
        old.namespace(),
        old.values(),
        old.provides(),
        old.requires(),
        old.rollback(),
        true,
        old.readiness(),
        old.timeout());
  }

  public RollbackFixture requires(String name, String provider, String range) {
    distro.change(
        name,
        old ->
            new LockedComponent(
                old.name(),
                old.kind(),
                old.chart(),
                old.namespace(),
                old.values(),
                old.provides(),
                List.of(new Requirement(provider, range, provider)),
                old.rollback(),
                old.optional(),
                old.readiness(),
                old.timeout()));
    return this;
  }

  private static LockedComponent at(LockedComponent old, String version) {
    Digest digest = Digest.of((old.name() + version).getBytes(StandardCharsets.UTF_8));
    return new LockedComponent(
        old.name(),
        old.kind(),
        new LockedChart(old.name(), version, version, digest, 1),
        old.namespace(),
        old.values(),
        List.of(new Capability(old.name(), version)),
        old.requires(),
        old.rollback(),
        old.optional(),
        old.readiness(),
        old.timeout());
  }

  /** Brings the cluster to what the components are now. */
  public RollbackFixture deploy() {
    DeployOutcome outcome = distro.install();
    if (!outcome.succeeded()) {
      throw new AssertionError(outcome.failures().toString());
    }
    return this;
  }

  public RollbackFixture only(String... names) {
    selection = new Selection(List.of(names), List.of());
    return this;
  }

  public RollbackFixture exclude(String... names) {
    selection = new Selection(List.of(), List.of(names));
    return this;
  }

  /** Runs that fail take back what they changed, from now on. */
  public RollbackFixture atomic() {
    safety = SafetyOptions.DEFAULT;
    distro.atomic();
    return this;
  }

  public RollbackFixture skipForwardOnly() {
    skipForwardOnly = true;
    return this;
  }

  public RollbackPlan plan(Integer... to) {
    return rollback()
        .plan(
            new RollbackOrder(
                NAMESPACE,
                "demo",
                Optional.empty(),
                Stream.of(to).findFirst(),
                selection,
                skipForwardOnly,
                new RollbackOrder.Options(
                    Optional.of(Duration.ofSeconds(60)),
                    8,
                    HookOptions.DEFAULT,
                    safety,
                    "tester@here")));
  }

  public RollbackPlan planComponent(String name, Integer... to) {
    return rollback()
        .plan(
            new RollbackOrder(
                NAMESPACE,
                "demo",
                Optional.of(name),
                Stream.of(to).findFirst(),
                Selection.ALL,
                false,
                new RollbackOrder.Options(
                    Optional.empty(), 8, HookOptions.DEFAULT, safety, "tester@here")));
  }

  public RollbackOutcome rollBack(Integer... to) {
    return run(plan(to));
  }

  public RollbackOutcome run(RollbackPlan plan) {
    distro.events.clear();
    return rollback().run(plan, distro.events::add);
  }

  private DistroRollback rollback() {
    return new DistroRollback(cluster, distro.releases, distro.revisions, clock);
  }

  /** Revision, status and description of each revision of the release. */
  public List<String> history(String component) {
    return distro.history(component).entries().stream()
        .map(entry -> entry.release())
        .map(it -> it.revision() + " " + it.status().text() + " " + it.info().description())
        .toList();
  }

  public ReleaseStatus status(String component) {
    return distro.history(component).last().orElseThrow().status();
  }

  /** The same of the distro. */
  public List<String> revisions() {
    return distro.revisions.history(NAMESPACE, "demo").entries().stream()
        .map(entry -> entry.load())
        .map(it -> it.key().revision() + " " + it.status().text() + " " + it.description())
        .toList();
  }

  /** What the ConfigMap of the component tells, empty if there is none. */
  public String live(String component) {
    return live("v1", "ConfigMap", component)
        .flatMap(object -> object.string("data", "key"))
        .orElse("");
  }

  public Optional<KubeObject> live(String apiVersion, String kind, String name) {
    return cluster.get(new ResourceId(apiVersion, kind, NAMESPACE, name));
  }

  /** How many calls there were so far. */
  public int calls() {
    return cluster.calls().size();
  }

  public List<String> writesSince(int calls) {
    return cluster.calls().stream()
        .skip(calls)
        .filter(SandboxCall::isWrite)
        .map(SandboxCall::toString)
        .toList();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
