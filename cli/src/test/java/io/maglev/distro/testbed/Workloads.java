package io.maglev.distro.testbed;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Manifests whose Pods carry annotations of choice. */
final class Workloads {
  private static final String POD =
      """
        template:
          metadata:
            labels: { app: "%s" }
            annotations: { %s }
          spec:
            restartPolicy: %s
            containers:
              - { name: main, image: "example.test/main:1" }
      """;

  private Workloads() {}

  static String deployment(String name, String... annotations) {
    return head("apps/v1", "Deployment", name)
        + "  selector: { matchLabels: { app: \"%s\" } }\n".formatted(name)
        + pod(name, "Always", annotations);
  }

  static String job(String name, String... annotations) {
    return head("batch/v1", "Job", name) + "  backoffLimit: 0\n" + pod(name, "Never", annotations);
  }

  static String statefulSet(String name) {
    return head("apps/v1", "StatefulSet", name)
        + """
            serviceName: "%1$s"
            selector: { matchLabels: { app: "%1$s" } }
            volumeClaimTemplates:
              - metadata: { name: data }
                spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
          """
            .formatted(name)
        + pod(name, "Always");
  }

  static String loadBalancer(String name) {
    return head("v1", "Service", name)
        + "  type: LoadBalancer\n  selector: { app: none }\n  ports: [ { port: 80 } ]\n";
  }

  private static String head(String apiVersion, String kind, String name) {
    return "apiVersion: %s\nkind: %s\nmetadata: { name: \"%s\" }\nspec:\n"
        .formatted(apiVersion, kind, name);
  }

  private static String pod(String name, String restartPolicy, String... annotations) {
    String all =
        Stream.of(annotations)
            .map(annotation -> "testbed.distro.maglev.io/" + annotation)
            .collect(Collectors.joining(", "));
    return POD.formatted(name, all, restartPolicy);
  }
}
