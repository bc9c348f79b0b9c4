package io.maglev.distro.sandbox;

import java.util.List;

/** What every cluster has from the start. */
final class Furnishing {
  static final String NODE = "sandbox";

  private Furnishing() {}

  static void fill(ObjectStore store) {
    for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
      store.put(
          Trees.of(
              "apiVersion",
              "v1",
              "kind",
              "Namespace",
              "metadata",
              Trees.of("name", name),
              "status",
              Trees.of("phase", "Active")));
    }
    store.put(
        Trees.of(
            "apiVersion",
            "v1",
            "kind",
            "Node",
            "metadata",
            Trees.of(
                "name",
                NODE,
                "labels",
                Trees.of("kubernetes.io/hostname", NODE, "kubernetes.io/os", "linux")),
            "status",
            Trees.of("conditions", List.of(Trees.of("type", "Ready", "status", "True")))));
    store.put(
        Trees.of(
            "apiVersion", "storage.k8s.io/v1",
            "kind", "StorageClass",
            "metadata",
                Trees.of(
                    "name",
                    "standard",
                    "annotations",
                    Trees.of("storageclass.kubernetes.io/is-default-class", "true")),
            "provisioner", "sandbox"));
  }
}
