package io.maglev.distro.deploy;

import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.RollbackPolicy;
import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseStore;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A distro on some cluster, put together by a test. */
final class DeployFixture {
  final KubeGateway kube;
  final ReleaseStore releases;
  final DistroRevisionStore revisions;
  final ScriptedRenderer renderer = new ScriptedRenderer();
  final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());

  private final String namespace;
  private final RunClock clock;
  private final List<LockedComponent> components = new ArrayList<>();
  private final List<LockedHook> hooks = new ArrayList<>();
  private String kubernetes = "*";
  private Duration timeout = Duration.ofSeconds(60);

  DeployFixture(KubeGateway kube, String namespace) {
    this(kube, namespace, RunClock.of(Clock.systemUTC()));
  }

  DeployFixture(KubeGateway kube, String namespace, RunClock clock) {
    this.kube = kube;
    this.namespace = namespace;
    this.clock = clock;
    this.releases = new SecretReleaseStore(kube, Clock.systemUTC());
    this.revisions = new SecretRevisionStore(kube, Clock.systemUTC());
  }

  DeployFixture component(String name, String... requires) {
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

  DeployFixture hook(String name, HookPhase phase, List<String> before) {
    hooks.add(
        new LockedHook(
            name,
            Set.of(phase),
            chart(name),
            namespace,
            Map.of(),
            before,
            List.of(),
            Duration.ofSeconds(60)));
    return this;
  }

  DeployFixture kubernetes(String range) {
    kubernetes = range;
    return this;
  }

  DeployFixture timeout(Duration changed) {
    timeout = changed;
    return this;
  }

  InstallOutcome install(String... chosen) {
    Set<String> names =
        chosen.length > 0
            ? Set.of(chosen)
            : components.stream().map(LockedComponent::name).collect(Collectors.toSet());
    Lock lock = new Lock("demo", "1.0.0", "", kubernetes, namespace, Map.of(), components, hooks);
    InstallOrder order =
        new InstallOrder(
            lock,
            digest("bundle"),
            Map.of(),
            Set.of(),
            names,
            renderer,
            new InstallOrder.Options(Optional.of(timeout), 8, true, "tester@here"));
    return new DistroInstaller(kube, releases, revisions, clock).install(order, events::add);
  }

  UninstallOutcome uninstall(String... chosen) {
    Set<String> names =
        chosen.length > 0
            ? Set.of(chosen)
            : components.stream().map(LockedComponent::name).collect(Collectors.toSet());
    DistroUninstaller.Order order =
        new DistroUninstaller.Order(
            namespace, "demo", names, false, Optional.of(timeout), "tester@here");
    return new DistroUninstaller(kube, releases, revisions, clock).uninstall(order, events::add);
  }

  ReleaseHistory history(String component) {
    return releases.history(namespace, component);
  }

  /** Names of the tasks that were started, in that order. */
  List<String> started() {
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
