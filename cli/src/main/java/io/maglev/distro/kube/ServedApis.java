package io.maglev.distro.kube;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a server serves, by apiVersion and kind. Immutable. */
public final class ServedApis {
  private final Map<String, ServedApi> byVersionAndKind = new LinkedHashMap<>();

  private final SortedSet<String> subresources;

  public ServedApis(Collection<ServedApi> apis) {
    this(apis, Set.of());
  }

  /**
   * With the kinds of subresources, which only {@link #versionSet()} tells of.
   *
   * @param subresources {@code apps/v1/Scale}: the version of the resource, the kind of the answer
   */
  public ServedApis(Collection<ServedApi> apis, Collection<String> subresources) {
    this.subresources = new TreeSet<>(subresources);
    apis.forEach(api -> byVersionAndKind.putIfAbsent(key(api.apiVersion(), api.kind()), api));
  }

  /** The resource type, empty if the server does not serve it. */
  public Optional<ServedApi> find(String apiVersion, String kind) {
    return Optional.ofNullable(byVersionAndKind.get(key(apiVersion, kind)));
  }

  public Collection<ServedApi> all() {
    return byVersionAndKind.values();
  }

  /**
   * The set behind {@code .Capabilities.APIVersions}: {@code apps/v1} and {@code
   * apps/v1/Deployment}, and as in Helm also the kinds of subresources, {@code apps/v1/Scale}.
   */
  public SortedSet<String> versionSet() {
    SortedSet<String> versions = new TreeSet<>(subresources);
    for (ServedApi api : byVersionAndKind.values()) {
      versions.add(api.apiVersion());
      versions.add(key(api.apiVersion(), api.kind()));
    }
    return versions;
  }

  private static String key(String apiVersion, String kind) {
    return apiVersion + "/" + kind;
  }
}
