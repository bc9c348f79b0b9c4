package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A distro {@code demo} that a test makes up, in a namespace of its own that does not exist yet.
 *
 * @param charts where its charts and its manifest are written
 */
record ScratchDistro(DistroCli cli, KubernetesClient client, Charts charts, String namespace) {

  static ScratchDistro in(Testbed testbed, Path dir) {
    String namespace = testbed.namespace() + "-" + Long.toString(System.nanoTime(), 36);
    return new ScratchDistro(DistroCli.on(testbed), testbed.client(), new Charts(dir), namespace);
  }

  /**
   * Composes the distro.
   *
   * @param spec what the manifest says beside namespace and components
   * @param components in YAML's flow style; {@code a} comes on top unless it is among them
   */
  Path bundle(String spec, String... components) {
    return bundleWith(List.of(), spec, components);
  }

  /** As {@link #bundle}, with options of {@code compose}. */
  Path bundleWith(List<String> options, String spec, String... components) {
    StringBuilder text = new StringBuilder(spec);
    text.append("namespace: ").append(namespace).append("\ncomponents:\n");
    if (Stream.of(components).noneMatch(it -> it.contains("name: a,"))) {
      text.append("  - { name: a, kind: core-addon, chart: a }\n");
    }
    Stream.of(components).forEach(it -> text.append("  - ").append(it).append('\n'));
    return cli.compose(charts.manifest(text.toString()), options.toArray(String[]::new));
  }

  DistroCli.Run install(Path bundle, String... options) {
    return cli.onCluster(
        Stream.concat(Stream.of("install", bundle.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  void createNamespace() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  void assertNoNamespace() {
    assertThat(client.namespaces().withName(namespace).get()).isNull();
  }

  /** What a run might leave behind in the namespace. */
  List<String> traces() {
    Stream<List<? extends HasMetadata>> lists =
        Stream.of(
            client.secrets().inNamespace(namespace).list().getItems(),
            client.configMaps().inNamespace(namespace).list().getItems(),
            client.leases().inNamespace(namespace).list().getItems());
    return lists
        .flatMap(List::stream)
        .map(it -> it.getKind() + "/" + it.getMetadata().getName())
        .filter(it -> !it.equals("ConfigMap/kube-root-ca.crt"))
        .toList();
  }
}
