package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the tests of every {@link KubeGateway} stand on: the gateway, names and objects. */
public abstract class KubeGatewayCase {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  static final ApplyOptions OTHER = new ApplyOptions("other", false, false);

  /** The gateway under test; the same for all tests of a class. */
  protected abstract KubeGateway gateway();

  /** A namespace that exists and is this test's alone. */
  protected abstract String namespace();

  /** A name that no other test uses. */
  protected abstract String unique(String stem);

  /** One more than the gateway reads in one page; the in-memory one has no pages. */
  protected int pageOverflow() {
    return 3;
  }

  protected final KubeObject configMap(String name, Map<String, String> data) {
    KubeObject plain =
        object("{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}}".formatted(name));
    return data.isEmpty() ? plain : with(plain, "data", data);
  }

  protected final KubeObject labelled(String name, Map<String, String> labels) {
    return configMap(name, Map.of()).withMetadata("labels", labels);
  }

  protected final KubeObject deployment(String name, String containers) {
    return deployment(name, containers, "");
  }

  KubeObject deployment(String name, String containers, String failure) {
    String annotations =
        failure.isEmpty() ? "" : ", annotations: {testbed.distro.maglev.io/fail: " + failure + "}";
    return object(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          replicas: 2
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}%3$s}
            spec:
              containers:
                %2$s
        """
            .formatted(name, containers, annotations));
  }

  /** The object in this test's namespace, if its kind has one. */
  protected final KubeObject object(String yaml) {
    KubeObject object = new KubeObject(YamlReader.readObject(yaml, ""));
    boolean clusterScoped =
        object.kind().equals("Namespace") || object.kind().equals("CustomResourceDefinition");
    return clusterScoped ? object : object.inNamespace(namespace());
  }

  protected static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      pause(Duration.ofMillis(50));
    }
  }

  protected static KubeException refusal(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    KubeException refusal = catchThrowableOfType(KubeException.class, call);
    assertThat(refusal).as("refusal").isNotNull();
    return refusal;
  }

  KubeObject apply(KubeObject object, ApplyOptions options) {
    return gateway().apply(object, options);
  }

  KubeObject crd(String plural) {
    return object(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: %1$s.%1$s.example.com}
        spec:
          group: %1$s.example.com
          scope: Namespaced
          names: {plural: %1$s, singular: %1$s-one, kind: Thing, listKind: ThingList}
          versions:
            - name: v1
              served: true
              storage: true
              schema:
                openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """
            .formatted(plural));
  }

  ResourceId id(String kind, String name) {
    return new ResourceId("v1", kind, namespace(), name);
  }

  KubeQuery marked(String mark) {
    return KubeQuery.of("v1", "ConfigMap", namespace()).withLabels("mark=" + mark);
  }

  List<String> names(KubeQuery query) {
    return new ArrayList<>(gateway().list(query).stream().map(KubeObject::name).toList());
  }

  static KubeObject with(KubeObject object, String key, Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(object.content());
    copy.put(key, value);
    return new KubeObject(copy);
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
