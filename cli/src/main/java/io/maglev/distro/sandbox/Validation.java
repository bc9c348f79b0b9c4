package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.GoJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the API server finds invalid in an object of a built-in kind, in its words: the mistakes
 * that charts make most, not all there are.
 */
final class Validation {
  private static final Set<String> WORKLOADS =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet");
  private static final Pattern LABEL =
      Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
  private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final int LONGEST_LABEL = 63;

  /** A real cluster would take long; the sandbox has one node and a file. */
  private static final long MOST_REPLICAS = 1000;

  private final List<String> errors = new ArrayList<>();

  private Validation() {}

  /** What is wrong, empty if nothing is. */
  static List<String> errors(KubeObject object) {
    Validation validation = new Validation();
    validation.labels("metadata.labels", Trees.map(object, "metadata", "labels"));
    if (WORKLOADS.contains(object.kind())) {
      validation.workload(object);
    } else if (object.kind().equals("Job")) {
      KubeObject template = new KubeObject(Trees.map(object, "spec", "template"));
      validation.pod("spec.template.spec", template, List.of());
      if (!Set.of("Never", "OnFailure").contains(restartPolicy(object).orElse(""))) {
        validation.errors.add(
            "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\","
                + " \"Never\"");
      }
    } else if (object.kind().equals("Service")) {
      validation.service(object);
    } else if (object.kind().equals("ConfigMap")) {
      validation.configKeys(Trees.map(object, "data"));
    }
    return validation.errors;
  }

  private void workload(KubeObject object) {
    Map<String, @Nullable Object> selector = Trees.map(object, "spec", "selector");
    KubeObject template = new KubeObject(Trees.map(object, "spec", "template"));
    if (selector.isEmpty() && !object.kind().equals("DaemonSet")) {
      errors.add("spec.selector: Required value");
    }
    if (selector.isEmpty() || !LabelSelector.ofSpec(selector).test(template.labels())) {
      errors.add(
          "spec.template.metadata.labels: Invalid value: "
              + GoJson.writeRaw(template.labels())
              + ": `selector` does not match template `labels`");
    }
    labels("spec.template.labels", Trees.map(template, "metadata", "labels"));
    pod("spec.template.spec", template, object.maps("spec", "volumeClaimTemplates"));
    restartPolicy(object)
        .filter(policy -> !policy.equals("Always"))
        .ifPresent(
            policy ->
                errors.add(
                    "spec.template.spec.restartPolicy: Unsupported value: \"%s\": supported values: \"Always\""
                        .formatted(policy)));
    object
        .number("spec", "replicas")
        .filter(replicas -> replicas > MOST_REPLICAS)
        .ifPresent(
            replicas ->
                errors.add(
                    "spec.replicas: Invalid value: %d: the sandbox takes at most %d"
                        .formatted(replicas, MOST_REPLICAS)));
  }

  private void pod(String path, KubeObject pod, List<Map<String, @Nullable Object>> claims) {
    Set<String> volumes = new HashSet<>();
    Stream.concat(pod.maps("spec", "volumes").stream(), claims.stream())
        .map(KubeObject::new)
        .forEach(
            volume -> {
              volumes.add(volume.string("name").orElse(""));
              volumes.add(volume.name());
            });
    List<Map<String, @Nullable Object>> containers = pod.maps("spec", "containers");
    if (containers.isEmpty()) {
      errors.add(path + ".containers: Required value");
    }
    for (int i = 0; i < containers.size(); i++) {
      for (String field : List.of("name", "image")) {
        if (Trees.text(containers.get(i).get(field)).orElse("").isEmpty()) {
          errors.add("%s.containers[%d].%s: Required value".formatted(path, i, field));
        }
      }
      mounts(path + ".containers[" + i + "]", new KubeObject(containers.get(i)), volumes);
    }
  }

  private void mounts(String path, KubeObject container, Set<String> volumes) {
    List<Map<String, @Nullable Object>> mounts = container.maps("volumeMounts");
    for (int i = 0; i < mounts.size(); i++) {
      String name = Trees.text(mounts.get(i).get("name")).orElse("");
      if (!volumes.contains(name)) {
        errors.add("%s.volumeMounts[%d].name: Not found: \"%s\"".formatted(path, i, name));
      }
    }
  }

  private void configKeys(Map<String, @Nullable Object> data) {
    for (String key : data.keySet()) {
      if (!CONFIG_KEY.matcher(key).matches()) {
        errors.add(
            "data[%s]: Invalid value: \"%s\": a valid config key must consist of alphanumeric"
                    .formatted(key, key)
                + " characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name',"
                + " regex used for validation is '[-._a-zA-Z0-9]+')");
      }
    }
  }

  private void service(KubeObject service) {
    List<Map<String, @Nullable Object>> ports = service.maps("spec", "ports");
    for (int i = 0; i < ports.size() && ports.size() > 1; i++) {
      if (Trees.text(ports.get(i).get("name")).orElse("").isEmpty()) {
        errors.add("spec.ports[%d].name: Required value".formatted(i));
      }
    }
  }

  private void labels(String path, Map<String, @Nullable Object> labels) {
    for (Object value : labels.values()) {
      String text = String.valueOf(value);
      if (text.length() > LONGEST_LABEL) {
        errors.add(
            "%s: Invalid value: \"%s\": must be no more than %d bytes"
                .formatted(path, text, LONGEST_LABEL));
      } else if (!LABEL.matcher(text).matches()) {
        errors.add(
            path
                + ": Invalid value: \""
                + text
                + "\": a valid label must be an empty string or consist of alphanumeric"
                + " characters, '-', '_' or '.', and must start and end with an alphanumeric"
                + " character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for"
                + " validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
      }
    }
  }

  private static Optional<String> restartPolicy(KubeObject object) {
    return object.string("spec", "template", "spec", "restartPolicy");
  }
}
