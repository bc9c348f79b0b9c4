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
    List<ServedApi> apis = new ArrayList<>();
    List<String> single = new ArrayList<>();
    for (String root : List.of("/api", "/apis")) {
      KubeObject answer = client.object(ApiRequest.get(ACTION, root).accepting(AGGREGATED));
      if (answer.kind().equals("APIGroupDiscoveryList")) {
        aggregated(answer, apis);
      } else {
        single.addAll(versions(answer));
      }
    }
    single.parallelStream().map(this::version).toList().forEach(apis::addAll);
    return new ServedApis(apis);
  }

  private static void aggregated(KubeObject list, List<ServedApi> apis) {
    for (Map<String, @Nullable Object> item : list.maps("items")) {
      KubeObject group = new KubeObject(item);
      for (Map<String, @Nullable Object> map : group.maps("versions")) {
        KubeObject version = new KubeObject(map);
        String name = version.string("version").orElse("");
        String apiVersion = group.name().isEmpty() ? name : group.name() + "/" + name;
        version.maps("resources").stream()
            .map(KubeObject::new)
            .filter(resource -> resource.string("responseKind", "kind").isPresent())
            .forEach(resource -> apis.add(aggregated(apiVersion, resource)));
      }
    }
  }

  private static ServedApi aggregated(String apiVersion, KubeObject resource) {
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

  private List<ServedApi> version(String apiVersion) {
    try {
      return client
          .find(ApiRequest.get(ACTION, ApiPaths.version(apiVersion)))
          .map(list -> resources(apiVersion, list))
          .orElse(List.of());
    } catch (KubeException e) {
      if (e.status() == 0) {
        throw e;
      }
      return List.of(); // an aggregated API whose server is down
    }
  }

  private static List<ServedApi> resources(String apiVersion, KubeObject list) {
    List<ServedApi> apis = new ArrayList<>();
    for (Map<String, @Nullable Object> map : list.maps("resources")) {
      KubeObject resource = new KubeObject(map);
      String plural = resource.string("name").orElse("");
      if (!plural.contains("/")) {
        boolean namespaced = resource.at("namespaced").filter(Boolean.TRUE::equals).isPresent();
        apis.add(new ServedApi(apiVersion, resource.kind(), plural, namespaced, verbs(resource)));
      }
    }
    return apis;
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
}
