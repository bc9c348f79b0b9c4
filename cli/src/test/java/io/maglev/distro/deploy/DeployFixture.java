package io.maglev.distro.deploy;

import io.maglev.distro.deploy.run.RunClock;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.RollbackPolicy;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.SecretReleaseStore;
import io.maglev.distro.release.SecretRevisionStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A distro on some cluster, put together by a test. */
public final class DeployFixture {
  public final KubeGateway kube;
  public final ReleaseStore releases;
  public final DistroRevisionStore revisions;
  public final ScriptedRenderer renderer = new ScriptedRenderer();
  public final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());

  private final String namespace;
  private final RunClock clock;
  private final List<LockedComponent> components = new ArrayList<>();
  private final List<LockedHook> hooks = new ArrayList<>();
  private String kubernetes = "*";
  private Duration timeout = Duration.ofSeconds(60);
  private String bundle = "bundle";
  private Map<String, Object> parameters = Map.of();
  private Set<String> secrets = Set.of();
  private boolean createNamespaces = true;
  private boolean deleteData;
  private Operation operation = Operation.INSTALL;
  private HookOptions hookOptions = HookOptions.DEFAULT;
  private SafetyOptions safety = SafetyOptions.KEEPING;
  private Set<String> adopt = Set.of();

  public DeployFixture(KubeGateway kube, String namespace) {
    this(kube, namespace, RunClock.of(Clock.systemUTC()));
  }

  public DeployFixture(KubeGateway kube, String namespace, RunClock clock) {
    this.kube = kube;
    this.namespace = namespace;
    this.clock = clock;
    this.releases = new SecretReleaseStore(kube, Clock.systemUTC());
    this.revisions = new SecretRevisionStore(kube, Clock.systemUTC());
  }

  public DeployFixture component(String name, String... requires) {
    components.add(
        new LockedComponent(
            name,
            ComponentKind.CORE_ADDON,
            chart(name),
            namespace,
            Map.of(),
            List.of(new Capability(name, "1.0.0")),
            Stream.of(requires).map(other -> new Requirement(other, "*", other)).toList(),
            RollbackPolicy.ALLOWED,
            false,
            List.of(),
            Duration.ofSeconds(60)));
    return this;
  }

  public DeployFixture hook(String name, HookPhase phase, List<String> before) {
    return hook(name, Set.of(phase), before, List.of());
  }

  public DeployFixture hook(
      String name, Set<HookPhase> phases, List<String> before, List<String> after) {
    return add(namespace, name, phases, new Edges(before, after));
  }

  public DeployFixture hookIn(String elsewhere, String name, HookPhase phase) {
    return add(elsewhere, name, Set.of(phase), new Edges(List.of(), List.of()));
  }

  private DeployFixture add(String home, String name, Set<HookPhase> phases, Edges edges) {
    hooks.add(
        new LockedHook(
            name,
            phases,
            chart(name),
            home,
            Map.of(),
            edges.before(),
            edges.after(),
            Duration.ofSeconds(60)));
    return this;
  }

  private record Edges(List<String> before, List<String> after) {}

  /** Takes the hook out of the bundle. */
  public DeployFixture withoutHook(String name) {
    hooks.removeIf(hook -> hook.name().equals(name));
    return this;
  }

  public DeployFixture kubernetes(String range) {
    kubernetes = range;
    return this;
  }

  public DeployFixture adopting(String... names) {
    adopt = Set.of(names);
    return this;
  }

  public DeployFixture timeout(Duration changed) {
    timeout = changed;
    return this;
  }

  public DeployFixture bundle(String identity) {
    bundle = identity;
    return this;
  }

  public DeployFixture parameters(Map<String, Object> values, String... secret) {
    parameters = values;
    secrets = Set.of(secret);
    return this;
  }

  public DeployFixture withoutCreatingNamespaces() {
    createNamespaces = false;
    return this;
  }

  /** Runs that fail take back what they changed, from now on. */
  public DeployFixture atomic() {
    safety = SafetyOptions.DEFAULT;
    return this;
  }

  public DeployFixture recreating() {
    safety = new SafetyOptions(safety.atomic(), true);
    return this;
  }

  public DeployFixture deleteData() {
    deleteData = true;
    return this;
  }

  public DeployFixture hooks(HookOptions options) {
    hookOptions = options;
    return this;
  }

  /** Takes the component out of the bundle. */
  public DeployFixture without(String name) {
    components.removeIf(component -> component.name().equals(name));
    return this;
  }

  /** Changes a component that was added before. */
  public DeployFixture change(String name, UnaryOperator<LockedComponent> change) {
    components.replaceAll(c -> c.name().equals(name) ? change.apply(c) : c);
    return this;
  }

  public LockedComponent locked(String name) {
    return order(name).component(name);
  }

  public DeployOrder order(String... chosen) {
    renderer.parameters(parameters);
    return new DeployOrder(
        operation,
        new Lock("demo", "1.0.0", "", kubernetes, namespace, Map.of(), components, hooks),
        digest(bundle),
        parameters,
        secrets,
        names(chosen),
        renderer,
        new DeployOrder.Options(
            Optional.of(timeout), 8, createNamespaces, hookOptions, safety, adopt, "tester@here"));
  }

  public DeployOutcome install(String... chosen) {
    return new DistroDeployer(kube, releases, revisions, clock).install(order(chosen), events::add);
  }

  public DeployOutcome upgrade(String... chosen) {
    operation = Operation.UPGRADE;
    try {
      return install(chosen);
    } finally {
      operation = Operation.INSTALL;
    }
  }

  public UninstallOutcome uninstall(String... chosen) {
    DistroUninstaller.Order order =
        new DistroUninstaller.Order(
            namespace,
            "demo",
            names(chosen),
            deleteData,
            Optional.of(timeout),
            hookOptions,
            "tester@here");
    return new DistroUninstaller(kube, releases, revisions, clock).uninstall(order, events::add);
  }

  /** Removes all that the newest revision records, as the command does. */
  public UninstallOutcome uninstallRecorded() {
    return uninstall(
        revision().content().components().stream()
            .map(RevisionComponent::name)
            .toArray(String[]::new));
  }

  private Set<String> names(String... chosen) {
    return chosen.length > 0
        ? Set.of(chosen)
        : components.stream().map(LockedComponent::name).collect(Collectors.toSet());
  }

  /** The newest distro revision. */
  public DistroRevision revision() {
    return revisions.history(namespace, "demo").last().orElseThrow().load();
  }

  public ReleaseHistory history(String component) {
    return releases.history(namespace, component);
  }

  /** Names of the tasks that were started, in that order. */
  public List<String> started() {
    return events.stream()
        .filter(RunEvent.TaskStarted.class::isInstance)
        .map(event -> ((RunEvent.TaskStarted) event).task())
        .toList();
  }

  private static LockedChart chart(String name) {
    return new LockedChart(name, "1.0.0", "1.0.0", digest(name), name.length());
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
