package io.maglev.distro.deploy.run;

import io.maglev.distro.deploy.object.Ownership;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.release.Fence;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxCall;
import io.maglev.distro.sandbox.SandboxGateway;
import io.maglev.distro.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A run's context on a sandbox with the namespace {@code ns}, in time that leaps. */
public final class RunFixture implements AutoCloseable {
  public final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  public final SandboxGateway cluster = new SandboxGateway(time);
  public final LeapingClock clock = LeapingClock.of(cluster, time);
  public final LiveObjects live = new LiveObjects(cluster, clock);
  public final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
  public final RunContext context =
      new RunContext(
          cluster,
          live,
          events::add,
          clock,
          Fence.none(),
          SecretMask.NONE,
          HookOptions.DEFAULT,
          SafetyOptions.KEEPING);

  public RunFixture() {
    create("{ apiVersion: v1, kind: Namespace, metadata: { name: ns } }");
  }

  public static KubeObject object(String yaml) {
    return objects(yaml).get(0);
  }

  public static List<KubeObject> objects(String yaml) {
    return YamlReader.readObjects(yaml, "test").stream().map(KubeObject::new).toList();
  }

  /** A ConfigMap in {@code ns}; the metadata is YAML that follows its name. */
  public static KubeObject configMap(String name, String metadata) {
    return object(
        "{ apiVersion: v1, kind: ConfigMap, metadata: { name: %s, namespace: ns, %s } }"
            .formatted(name, metadata));
  }

  /** An object as a release owns it. */
  public static KubeObject owned(KubeObject object, String release) {
    return new Ownership(release, "ns").marked(object);
  }

  public KubeObject create(String yaml) {
    return cluster.create(object(yaml));
  }

  public Optional<KubeObject> get(String apiVersion, String kind, String name) {
    return cluster.get(new ResourceId(apiVersion, kind, "ns", name));
  }

  public boolean exists(KubeObject object) {
    return cluster.get(object.id()).isPresent();
  }

  public Deadline in(Duration time) {
    return context.deadline(time);
  }

  /** Refuses every call that is meant from now on. */
  public void forbid(Predicate<SandboxCall> meant) {
    cluster.onCall(
        call -> {
          if (meant.test(call)) {
            throw forbidden("you may not " + call);
          }
        });
  }

  public static KubeException forbidden(String message) {
    return new KubeException(
        ErrorCode.CLUSTER_FORBIDDEN, 403, "Forbidden", message, Optional.empty(), null);
  }

  public static KubeException failed(String message) {
    return new KubeException(
        ErrorCode.CLUSTER_FAILED, 500, "InternalError", message, Optional.empty(), null);
  }

  /** The writes so far, those that made the fixture left out. */
  public List<String> writes() {
    return cluster.calls().stream()
        .skip(1)
        .filter(SandboxCall::isWrite)
        .map(SandboxCall::toString)
        .toList();
  }

  public <T extends RunEvent> List<T> events(Class<T> type) {
    synchronized (events) {
      return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  @Override
  public void close() {
    live.close();
    cluster.close();
  }
}
