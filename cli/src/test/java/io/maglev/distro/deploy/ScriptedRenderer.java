package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.ComponentRenderer;
import io.maglev.distro.model.DistroContext;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.RenderedHook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Renders what a test says, by component or hook name. */
public final class ScriptedRenderer implements ComponentRenderer {
  private final Map<String, String> manifests = new HashMap<>();
  private final Map<String, List<RenderedHook>> hooks = new HashMap<>();
  private final Map<String, List<String>> crds = new HashMap<>();
  private final Map<String, AtomicInteger> failures = new HashMap<>();
  private volatile Map<String, Object> parameters = Map.of();
  private final List<DistroContext> contexts = new CopyOnWriteArrayList<>();

  public ScriptedRenderer manifest(String name, String manifest) {
    manifests.put(name, manifest);
    return this;
  }

  public ScriptedRenderer crd(String name, String crd) {
    crds.put(name, List.of(crd));
    return this;
  }

  public ScriptedRenderer hook(String name, RenderedHook hook) {
    hooks.computeIfAbsent(name, key -> new ArrayList<>()).add(hook);
    return this;
  }

  public ScriptedRenderer forgetHooks(String name) {
    hooks.remove(name);
    return this;
  }

  /** Fails the n-th rendering of that component or hook, from 1. */
  public ScriptedRenderer failing(String name, int nth) {
    failures.put(name, new AtomicInteger(nth));
    return this;
  }

  /** What the hooks rendered so far were told of the distro. */
  public List<DistroContext> contexts() {
    return List.copyOf(contexts);
  }

  /** A Job hook of the phase, with extra annotations for its Pods. */
  public static RenderedHook job(String name, HookPhase phase, int weight, String podAnnotation) {
    String manifest =
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: %s
        spec:
          backoffLimit: 0
          template:
            metadata:
              annotations: { %s }
            spec:
              restartPolicy: Never
              containers: [ { name: main, image: example.org/job:1 } ]
        """
            .formatted(name, podAnnotation);
    return new RenderedHook(
        name,
        "Job",
        "chart/templates/" + name + ".yaml",
        manifest,
        List.of(phase),
        weight,
        List.of("before-hook-creation"),
        List.of());
  }

  public static String configMap(String name) {
    return """
        ---
        # Source: chart/templates/config.yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: %s
        data:
          key: value
        """
        .formatted(name);
  }

  /** A Deployment of one Pod, with extra annotations for the Pod. */
  public static String deployment(String name, String podAnnotation) {
    return """
        ---
        # Source: chart/templates/deployment.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %1$s
        spec:
          replicas: 1
          selector:
            matchLabels: { app: %1$s }
          template:
            metadata:
              labels: { app: %1$s }
              annotations: { %2$s }
            spec:
              containers: [ { name: main, image: example.org/app:1 } ]
        """
        .formatted(name, podAnnotation);
  }

  /** What components' values are filled in with: a part of them. */
  public void parameters(Map<String, Object> values) {
    parameters = values;
  }

  @Override
  public Map<String, Object> values(LockedComponent component) {
    Map<String, Object> values = new HashMap<>(component.values());
    values.putAll(parameters);
    return values;
  }

  @Override
  public RenderedChart render(
      LockedComponent component, ReleaseContext release, Capabilities capabilities) {
    return rendered(component.name());
  }

  @Override
  public RenderedChart render(LockedHook hook, DistroContext distro, Capabilities capabilities) {
    contexts.add(distro);
    return rendered(hook.name());
  }

  private RenderedChart rendered(String name) {
    AtomicInteger left = failures.get(name);
    if (left != null && left.decrementAndGet() == 0) {
      throw DistroException.of(ErrorCode.RENDER_FAILED, "cannot render '" + name + "'");
    }
    Map<String, Object> metadata = Map.of("apiVersion", "v2", "name", name, "version", "1.0.0");
    return new RenderedChart(
        Map.of("metadata", metadata, "templates", List.of(), "values", Map.of()),
        Map.of(),
        manifests.getOrDefault(name, ""),
        hooks.getOrDefault(name, List.of()),
        "",
        crds.getOrDefault(name, List.of()));
  }
}
