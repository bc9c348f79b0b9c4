package io.maglev.distro.kube;

import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server what it serves: in two calls where it offers aggregated discovery (from 1.27 on),
 * else group by group. A group whose own server is down is left out, as kubectl does.
 */
final class Discovery {
  private static final String ACTION = "read what the cluster serves";
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
          + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
          + "application/json";

  private final ApiClient client;

  Discovery(ApiClient client) {
    this.client = client;
  }

  ServedApis read() {
    Found found = new Found(new ArrayList<>(), new ArrayList<>());
    List<String> single = new ArrayList<>();
    for (String root : List.of("/api", "/apis")) {
      KubeObject answer = client.object(ApiRequest.get(ACTION, root).accepting(AGGREGATED));
      if (answer.kind().equals("APIGroupDiscoveryList")) {
        aggregated(answer, found);
      } else {
        single.addAll(versions(answer));
      }
    }
    single.parallelStream().map(this::version).toList().forEach(found::addAll);
    return new ServedApis(found.apis, found.subresources);
  }

  private static void aggregated(KubeObject list, Found found) {
    for (Map<String, @Nullable Object> item : list.maps("items")) {
      KubeObject group = new KubeObject(item);
      for (Map<String, @Nullable Object> map : group.maps("versions")) {
        KubeObject version = new KubeObject(map);
        String name = version.string("version").orElse("");
        String apiVersion = group.name().isEmpty() ? name : group.name() + "/" + name;
        version.maps("resources").stream()
            .map(KubeObject::new)
            .forEach(resource -> aggregated(apiVersion, resource, found));
      }
    }
  }

  private static void aggregated(String apiVersion, KubeObject resource, Found found) {
    resource
        .string("responseKind", "kind")
        .ifPresent(kind -> found.apis.add(served(apiVersion, resource)));
    resource.maps("subresources").stream()
        .flatMap(map -> new KubeObject(map).string("responseKind", "kind").stream())
        .forEach(kind -> found.subresources.add(apiVersion + "/" + kind));
  }

  private static ServedApi served(String apiVersion, KubeObject resource) {
    return new ServedApi(
        apiVersion,
        resource.string("responseKind", "kind").orElse(""),
        resource.string("resource").orElse(""),
        resource.string("scope").filter("Namespaced"::equals).isPresent(),
        verbs(resource));
  }

  /** The versions that {@code APIVersions} or {@code APIGroupList} names. */
  private static List<String> versions(KubeObject answer) {
    Stream<String> core = strings(answer.at("versions"));
    Stream<String> groups =
        answer.maps("groups").stream()
            .flatMap(group -> new KubeObject(group).maps("versions").stream())
            .flatMap(version -> new KubeObject(version).string("groupVersion").stream());
    return Stream.concat(core, groups).toList();
  }

  private Found version(String apiVersion) {
    try {
      return client
          .find(ApiRequest.get(ACTION, ApiPaths.version(apiVersion)))
          .map(list -> resources(apiVersion, list))
          .orElse(Found.NOTHING);
    } catch (KubeException e) {
      if (e.status() == 0) {
        throw e;
      }
      return Found.NOTHING; // an aggregated API whose server is down
    }
  }

  private static Found resources(String apiVersion, KubeObject list) {
    Found found = new Found(new ArrayList<>(), new ArrayList<>());
    for (Map<String, @Nullable Object> map : list.maps("resources")) {
      KubeObject resource = new KubeObject(map);
      String plural = resource.string("name").orElse("");
      if (plural.contains("/")) {
        found.subresources.add(apiVersion + "/" + resource.kind());
      } else {
        boolean namespaced = resource.at("namespaced").filter(Boolean.TRUE::equals).isPresent();
        found.apis.add(
            new ServedApi(apiVersion, resource.kind(), plural, namespaced, verbs(resource)));
      }
    }
    return found;
  }

  private static Set<String> verbs(KubeObject resource) {
    return strings(resource.at("verbs")).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> strings(Optional<Object> list) {
    return list.filter(List.class::isInstance).stream()
        .flatMap(value -> ((List<?>) value).stream())
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  /** What has been read so far; {@code subresources} as {@link ServedApis} takes them. */
  private record Found(List<ServedApi> apis, List<String> subresources) {
    static final Found NOTHING = new Found(List.of(), List.of());

    void addAll(Found more) {
      apis.addAll(more.apis);
      subresources.addAll(more.subresources);
    }
  }
}
