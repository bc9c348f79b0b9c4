package io.maglev.distro.sandbox;

import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.kube.ServedApi;
import io.maglev.distro.kube.ServedApis;
import io.maglev.distro.kube.ServerVersion;
import io.maglev.distro.kube.Watch;
import io.maglev.distro.kube.WatchListener;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory. Writes behave as on an API server: versions, conflicts, server-side apply
 * with owners, finalizers, garbage collection. Simulated controllers make workloads ready before
 * the write returns, or later where {@code testbed.distro.maglev.io/delay} says so; {@code
 * testbed.distro.maglev.io/fail} makes Pods fail as on the testbed. Thread-safe.
 */
public final class SandboxGateway implements KubeGateway {
  private static final String DEFAULT_NAMESPACE = "default";

  private final Object lock = new Object();
  private final SandboxTime time;
  private final ObjectStore store;
  private final SandboxApis apis = new SandboxApis();
  private final Lifecycle lifecycle;
  private final Writer writer;
  private final WatchHub watches = new WatchHub();
  private final Simulation simulation;
  private final List<CallHook> hooks = new CopyOnWriteArrayList<>();
  private final List<SandboxCall> calls = new CopyOnWriteArrayList<>();
  private final Timers timers;
  private @Nullable ServedApis seenApis;
  private @Nullable StateKeeper keeper;
  private volatile boolean closed;

  /** An empty cluster in real time. */
  public SandboxGateway() {
    this(SandboxTime.real());
  }

  /** An empty cluster: its namespaces and one node. */
  public SandboxGateway(SandboxTime time) {
    this(time, SandboxState.EMPTY, Duration.ZERO);
  }

  /**
   * A cluster that goes on from a state.
   *
   * @param podStart how long a Pod takes to become ready if it says nothing else
   */
  SandboxGateway(SandboxTime time, SandboxState state, Duration podStart) {
    this.time = time;
    this.store = new ObjectStore(time);
    this.lifecycle = new Lifecycle(store);
    this.writer = new Writer(store, apis, lifecycle);
    this.timers = new Timers(time, this::later);
    this.simulation = new Simulation(store, lifecycle, timers, podStart);
    store.listen(watches::changed);
    store.listen(this::serveDefinitions);
    store.listen(simulation::changed);
    synchronized (lock) {
      if (state.isEmpty()) {
        Furnishing.fill(store);
      } else {
        store.restore(state.counters(), state.objects());
        serveDefinitions();
        simulation.restore(state.timers());
      }
      simulation.settle();
    }
  }

  /** Has every change from now on kept; the keeper is closed with the gateway. */
  void keep(StateKeeper stateKeeper) {
    synchronized (lock) {
      keeper = stateKeeper;
      store.listen((before, after) -> stateKeeper.changed());
    }
  }

  /** All there is now, with what is planned. */
  SandboxState state() {
    synchronized (lock) {
      List<KubeObject> objects = store.everything();
      Set<String> uids = objects.stream().map(KubeObject::uid).collect(Collectors.toSet());
      List<Timer> waiting =
          timers.waiting().stream().filter(timer -> uids.contains(timer.uid())).toList();
      return new SandboxState(store.counters(), waiting, objects);
    }
  }

  /** Adds a hook that runs before every call. */
  public void onCall(CallHook hook) {
    hooks.add(hook);
  }

  /** All calls so far, in their order; those that a hook failed are among them. */
  public List<SandboxCall> calls() {
    return List.copyOf(calls);
  }

  /** Everything in the cluster, for tests. */
  public List<KubeObject> objects() {
    synchronized (lock) {
      return store.everything();
    }
  }

  /**
   * Sets an object's status, as its controller would; empty if there is no such object. For kinds
   * without a simulated controller, such as custom resources: the others write over it.
   */
  public Optional<KubeObject> updateStatus(ResourceId id, Map<String, @Nullable Object> status) {
    synchronized (lock) {
      Optional<KubeObject> updated =
          apis.find(id.apiVersion(), id.kind())
              .flatMap(api -> writer.updateStatus(scoped(api, id), status));
      simulation.settle();
      return updated;
    }
  }

  @Override
  public String displayName() {
    return "the sandbox";
  }

  @Override
  public ServerVersion version() {
    return new ServerVersion("v1.36.3", "1", "36");
  }

  @Override
  public ServedApis apis() {
    synchronized (lock) {
      if (seenApis == null) {
        seenApis = apis.all();
      }
      return seenApis;
    }
  }

  @Override
  public void refreshApis() {
    synchronized (lock) {
      seenApis = null;
    }
  }

  @Override
  public Optional<KubeObject> get(ResourceId id) {
    begin("get", id);
    synchronized (lock) {
      return apis.find(id.apiVersion(), id.kind())
          .flatMap(api -> store.get(ObjectKey.of(scoped(api, id))))
          .map(object -> Versions.in(id.apiVersion(), object));
    }
  }

  @Override
  public List<KubeObject> list(KubeQuery query) {
    begin("list", new ResourceId(query.apiVersion(), query.kind(), query.namespace(), ""));
    synchronized (lock) {
      return matching(query);
    }
  }

  @Override
  public KubeObject create(KubeObject object) {
    return write("create", object, (api, action, scoped) -> writer.create(action, api, scoped));
  }

  @Override
  public KubeObject apply(KubeObject object, ApplyOptions options) {
    return write(
        "apply", object, (api, action, scoped) -> writer.apply(action, api, scoped, options));
  }

  @Override
  public KubeObject replace(KubeObject object) {
    return write("replace", object, (api, action, scoped) -> writer.replace(action, api, scoped));
  }

  @Override
  public Optional<KubeObject> mergePatch(ResourceId id, Map<String, @Nullable Object> patch) {
    return change(
        "mergePatch",
        id,
        api -> writer.mergePatch(action("patch", id), api, scoped(api, id), patch));
  }

  @Override
  public boolean delete(ResourceId id, DeleteOptions options) {
    return change("delete", id, api -> deleted(api, scoped(api, id), options)).isPresent();
  }

  @Override
  public Watch watch(KubeQuery query, WatchListener listener) {
    begin("watch", new ResourceId(query.apiVersion(), query.kind(), query.namespace(), ""));
    synchronized (lock) {
      return watches.register(matching(query), condition(query), listener);
    }
  }

  /** What the Pod's annotation {@code testbed.distro.maglev.io/logs} says. */
  @Override
  public String logs(String namespace, String pod, String container, int tailLines) {
    ResourceId id = new ResourceId("v1", "Pod", namespace, pod);
    begin("logs", id);
    synchronized (lock) {
      String text =
          store
              .get(ObjectKey.of(defaulted(id)))
              .map(object -> object.annotations().getOrDefault(Fate.LOGS, ""))
              .orElse("");
      List<String> lines = text.lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - tailLines), lines.size());
      return last.isEmpty() ? "" : String.join("\n", last) + "\n";
    }
  }

  @Override
  public void close() {
    closed = true;
    watches.close();
    time.close();
    StateKeeper kept = keeper;
    if (kept != null) {
      kept.close();
    }
  }

  @FunctionalInterface
  private interface Write {
    KubeObject apply(ServedApi api, String action, KubeObject object);
  }

  private KubeObject write(String verb, KubeObject object, Write write) {
    begin(verb, object.id());
    String action = action(verb, object.id());
    synchronized (lock) {
      ServedApi api =
          apis.find(object.apiVersion(), object.kind())
              .orElseThrow(() -> Refusals.notServed(action, object.apiVersion(), object.kind()));
      KubeObject scoped = withNamespace(object, scoped(api, object.id()).namespace());
      KubeObject result = write.apply(api, action, scoped);
      simulation.settle();
      return result;
    }
  }

  private Optional<KubeObject> change(
      String verb, ResourceId id, Function<ServedApi, Optional<KubeObject>> change) {
    begin(verb, id);
    synchronized (lock) {
      Optional<KubeObject> result = apis.find(id.apiVersion(), id.kind()).flatMap(change);
      simulation.settle();
      return result;
    }
  }

  private Optional<KubeObject> deleted(ServedApi api, ResourceId id, DeleteOptions options) {
    Optional<KubeObject> live = store.get(ObjectKey.of(id));
    live.ifPresent(
        object -> {
          String expected = options.uid().orElse(object.uid());
          if (!expected.equals(object.uid())) {
            throw Refusals.conflict(
                action("delete", id),
                api,
                id.name(),
                "Precondition failed: UID in precondition: "
                    + expected
                    + ", UID in object meta: "
                    + object.uid());
          }
          lifecycle.delete(object, options.propagation());
        });
    return live;
  }

  private void begin(String verb, ResourceId id) {
    if (closed) {
      throw Refusals.closed();
    }
    SandboxCall call = new SandboxCall(verb, id);
    calls.add(call);
    hooks.forEach(hook -> hook.before(call));
  }

  private List<KubeObject> matching(KubeQuery query) {
    int slash = query.apiVersion().indexOf('/');
    String group = slash < 0 ? "" : query.apiVersion().substring(0, slash);
    if (apis.find(query.apiVersion(), query.kind()).isEmpty()) {
      return List.of();
    }
    Predicate<KubeObject> condition = condition(query);
    List<KubeObject> found = new ArrayList<>();
    for (KubeObject object : store.all(group, query.kind())) {
      if (condition.test(object)) {
        found.add(Versions.in(query.apiVersion(), object));
      }
    }
    return found;
  }

  private static Predicate<KubeObject> condition(KubeQuery query) {
    Predicate<Map<String, String>> labels = LabelSelector.parse(query.labelSelector());
    Predicate<KubeObject> fields = FieldSelector.parse(query.fieldSelector());
    String groupKind = new ResourceId(query.apiVersion(), query.kind(), "", "").groupKind();
    return object ->
        object.id().groupKind().equals(groupKind)
            && (query.namespace().isEmpty() || query.namespace().equals(object.namespace()))
            && labels.test(object.labels())
            && fields.test(object);
  }

  /** A change of a CRD changes what is served. */
  private void serveDefinitions(@Nullable KubeObject before, @Nullable KubeObject after) {
    KubeObject any = after == null ? before : after;
    if (any != null && any.kind().equals(SandboxApis.CRD)) {
      serveDefinitions();
    }
  }

  private void serveDefinitions() {
    apis.serve(
        store.all("apiextensions.k8s.io", SandboxApis.CRD).stream()
            .filter(Simulation::isEstablished)
            .toList());
  }

  /** Runs what a simulated controller planned, when its time has come. */
  private void later(Runnable task) {
    synchronized (lock) {
      if (!closed) {
        task.run();
        simulation.settle();
      }
    }
  }

  private static ResourceId scoped(ServedApi api, ResourceId id) {
    return api.namespaced()
        ? defaulted(id)
        : new ResourceId(id.apiVersion(), id.kind(), "", id.name());
  }

  private static ResourceId defaulted(ResourceId id) {
    return id.namespace().isEmpty()
        ? new ResourceId(id.apiVersion(), id.kind(), DEFAULT_NAMESPACE, id.name())
        : id;
  }

  private static KubeObject withNamespace(KubeObject object, String namespace) {
    if (object.namespace().equals(namespace)) {
      return object;
    }
    if (!namespace.isEmpty()) {
      return object.inNamespace(namespace);
    }
    Map<String, @Nullable Object> copy = Trees.copy(object.content());
    Trees.child(copy, "metadata").remove("namespace");
    return new KubeObject(copy);
  }

  private static String action(String verb, ResourceId id) {
    String name = id.namespace().isEmpty() ? id.name() : id.namespace() + "/" + id.name();
    return verb + " " + id.kind() + " '" + name + "'";
  }
}
