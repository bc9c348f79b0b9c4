package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All objects of a sandbox, with the server's bookkeeping: uid, versions, times. What it hands out
 * is never changed afterwards. Guarded by the gateway's lock.
 */
final class ObjectStore {
  private static final String VERSION = "version";

  private final Map<String, Map<ObjectKey, KubeObject>> byKind = new LinkedHashMap<>();
  private final List<ChangeListener> listeners = new ArrayList<>();
  private final Map<String, Long> counters = new TreeMap<>();
  private final SandboxTime time;

  ObjectStore(SandboxTime time) {
    this.time = time;
    counters.put(VERSION, 100L);
  }

  /** Takes over what another store held; its listeners hear nothing of it. */
  void restore(Map<String, Long> numbers, List<KubeObject> objects) {
    counters.putAll(numbers);
    for (KubeObject object : objects) {
      ObjectKey key = ObjectKey.of(object);
      kind(key.group(), key.kind()).put(key, object);
    }
  }

  /** Hears of every change, after it. */
  interface ChangeListener {
    /**
     * One object has changed.
     *
     * @param before null for a new object
     * @param after null for a removed object
     */
    void changed(@Nullable KubeObject before, @Nullable KubeObject after);
  }

  void listen(ChangeListener listener) {
    listeners.add(listener);
  }

  static String timestamp(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  Instant now() {
    return time.now();
  }

  Optional<KubeObject> get(ObjectKey key) {
    return Optional.ofNullable(kind(key.group(), key.kind()).get(key));
  }

  /** All of the kind, in the order they were created. */
  List<KubeObject> all(String group, String kind) {
    return List.copyOf(kind(group, kind).values());
  }

  /** All of the kind in the namespace. */
  List<KubeObject> all(String group, String kind, String namespace) {
    return all(group, kind).stream().filter(o -> o.namespace().equals(namespace)).toList();
  }

  /** Everything there is. */
  List<KubeObject> everything() {
    return byKind.values().stream().flatMap(kind -> kind.values().stream()).toList();
  }

  /**
   * Stores a new object or a new state of one. A state that differs in nothing is not stored.
   *
   * @param content handed over; not to be changed any more
   */
  KubeObject put(Map<String, @Nullable Object> content) {
    ObjectKey key = ObjectKey.of(new KubeObject(content));
    KubeObject before = get(key).orElse(null);
    Map<String, @Nullable Object> metadata = Trees.child(content, "metadata");
    if (before == null) {
      metadata.put("uid", UUID.randomUUID().toString());
      metadata.put("creationTimestamp", timestamp(now()));
    } else if (before.content().equals(content)) {
      return before;
    }
    metadata.put("resourceVersion", Long.toString(count(VERSION)));
    KubeObject after = new KubeObject(content);
    kind(key.group(), key.kind()).put(key, after);
    listeners.forEach(listener -> listener.changed(before, after));
    return after;
  }

  /** Removes the object for good. */
  void remove(ObjectKey key) {
    KubeObject before = kind(key.group(), key.kind()).remove(key);
    if (before != null) {
      count(VERSION);
      listeners.forEach(listener -> listener.changed(before, null));
    }
  }

  /** The number of the latest change, as lists carry it. */
  String version() {
    return Long.toString(counters.getOrDefault(VERSION, 0L));
  }

  /** The next number of that counter, from 1. */
  long count(String counter) {
    return counters.merge(counter, 1L, Long::sum);
  }

  /** All counters and where they stand. */
  Map<String, Long> counters() {
    return Map.copyOf(counters);
  }

  private Map<ObjectKey, KubeObject> kind(String group, String kind) {
    return byKind.computeIfAbsent(group + "/" + kind, any -> new LinkedHashMap<>());
  }
}
