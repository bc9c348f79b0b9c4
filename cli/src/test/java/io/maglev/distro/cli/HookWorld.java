package io.maglev.distro.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A namespace in which somebody works on the release {@code a}, and what can be seen there. Not
 * thread-safe.
 */
final class HookWorld {

  /** Runs one operation. */
  interface Worker {
    /**
     * Runs it.
     *
     * @param v the value of that name, another at each installation and upgrade
     */
    Ended run(String operation, int v);
  }

  /** How an operation ended. */
  record Ended(int exit, String text) {}

  private static final Worker NOBODY =
      (operation, v) -> {
        throw new AssertionError();
      };

  private final KubernetesClient client;
  private final String namespace;
  private final Worker worker;
  private final Map<String, String> known = new HashMap<>();
  private int v;

  private HookWorld(KubernetesClient client, String namespace, Worker worker) {
    this.client = client;
    this.namespace = namespace;
    this.worker = worker;
  }

  /** Prepares the namespaces and what is in them before. */
  static HookWorld in(KubernetesClient client, String namespace, HookRule rule) {
    for (String name : List.of(namespace, namespace + "-other")) {
      if (client.namespaces().withName(name).get() == null) {
        client
            .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
            .create();
      }
    }
    rule.before()
        .ifPresent(
            name ->
                client
                    .resource(
                        new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withNamespace(namespace)
                            .endMetadata()
                            .build())
                    .create());
    return new HookWorld(client, namespace, NOBODY);
  }

  HookWorld by(Worker chosen) {
    return new HookWorld(client, namespace, chosen);
  }

  Ended run(String operation) {
    if (operation.equals("install") || operation.equals("upgrade")) {
      v++;
    }
    return worker.run(operation, v);
  }

  /**
   * What the release's newest record says of itself and its hooks, in the order in which they ran,
   * and which objects are there, told apart from those seen before.
   */
  List<String> seen(HookRule rule, boolean withoutRecord) {
    List<String> lines = withoutRecord ? new ArrayList<>() : record(rule);
    List<String> objects = new ArrayList<>();
    for (HasMetadata object : objects()) {
      String name = object.getKind() + "/" + object.getMetadata().getName();
      String place =
          object.getMetadata().getNamespace() == null ? "" : object.getMetadata().getNamespace();
      String generated = object.getMetadata().getGenerateName();
      String shown = (generated == null ? name : object.getKind() + "/" + generated + "?") + place;
      String uid = object.getMetadata().getUid();
      boolean same = uid.equals(known.put(name + place, uid));
      objects.add((shown + (same ? " as before" : "")).replace(namespace, "NS"));
    }
    objects.stream().sorted().forEach(lines::add);
    return lines;
  }

  /** What the newest record says. */
  List<String> record(HookRule rule) {
    List<String> lines = new ArrayList<>();
    newest()
        .ifPresent(
            release -> {
              lines.add(
                  "revision %s %s"
                      .formatted(release.get("version"), release.at("/info/status").asText()));
              lines.addAll(hooks(release, rule));
            });
    return lines;
  }

  private List<String> hooks(JsonNode release, HookRule rule) {
    List<JsonNode> hooks = new ArrayList<>();
    release.path("hooks").forEach(hooks::add);
    hooks.sort(
        Comparator.comparing(
            hook -> {
              String started = hook.at("/last_run/started_at").asText();
              return started.isEmpty() ? OffsetDateTime.MAX : OffsetDateTime.parse(started);
            }));
    return hooks.stream()
        .map(
            hook ->
                "%s %s %s %s %s: %s%s"
                    .formatted(
                        hook.get("kind").asText(),
                        hook.path("name").asText(),
                        hook.get("events"),
                        hook.path("weight"),
                        rule.departs("policies") ? "" : hook.path("delete_policies"),
                        hook.at("/last_run/phase").asText("never"),
                        hook.at("/last_run/completed_at").asText("").isEmpty() ? " open" : ""))
        .map(line -> line.replace(namespace, "NS"))
        .toList();
  }

  private Optional<JsonNode> newest() {
    return client
        .secrets()
        .inNamespace(namespace)
        .withLabel("owner", "helm")
        .list()
        .getItems()
        .stream()
        .max(
            Comparator.comparing(
                it -> Integer.parseInt(it.getMetadata().getLabels().get("version"))))
        .map(HookWorld::release);
  }

  private static JsonNode release(Secret record) {
    byte[] packed =
        Base64.getDecoder().decode(Base64.getDecoder().decode(record.getData().get("release")));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<HasMetadata> objects() {
    List<HasMetadata> all = new ArrayList<>();
    for (String name : List.of(namespace, namespace + "-other")) {
      Stream<Function<String, List<? extends HasMetadata>>> kinds =
          Stream.of(
              it -> client.configMaps().inNamespace(it).list().getItems(),
              it -> client.secrets().inNamespace(it).list().getItems(),
              it -> client.serviceAccounts().inNamespace(it).list().getItems(),
              it -> client.pods().inNamespace(it).list().getItems(),
              it -> client.batch().v1().jobs().inNamespace(it).list().getItems(),
              it -> client.apps().deployments().inNamespace(it).list().getItems(),
              it -> client.rbac().roles().inNamespace(it).list().getItems(),
              it -> client.rbac().roleBindings().inNamespace(it).list().getItems());
      kinds.map(kind -> kind.apply(name)).forEach(all::addAll);
    }
    client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
        .filter(it -> it.getSpec().getGroup().startsWith(namespace + "."))
        .forEach(all::add);
    return all.stream().filter(HookWorld::counts).toList();
  }

  /** Not what the cluster, the controllers or the tools put there for themselves. */
  private static boolean counts(HasMetadata object) {
    String name = object.getMetadata().getName();
    return object.getMetadata().getOwnerReferences().isEmpty()
        && !name.equals("kube-root-ca.crt")
        && !(object.getKind().equals("ServiceAccount") && name.equals("default"))
        && !(object instanceof Secret
            && !name.equals(name.replaceAll("^sh\\.helm|^distro-|^sh\\.distro|^demo\\.", "")))
        && object.getMetadata().getDeletionTimestamp() == null;
  }
}
