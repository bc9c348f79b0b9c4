package io.maglev.distro.kube;

import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A real cluster, through fabric8's HTTP client. Connects with the first request. Thread-safe. */
public final class FabricGateway implements KubeGateway {
  private static final String APPLY = "application/apply-patch+yaml";
  private static final String MERGE = "application/merge-patch+json";
  private static final int MOST_LOG_BYTES = 1 << 20;
  private static final Duration LOG_TIMEOUT = Duration.ofSeconds(15);

  private final ApiClient client;
  private final ApiCatalog catalog;
  private final ListReader lists;
  private final Set<ListWatch> watches = ConcurrentHashMap.newKeySet();
  private final Runnable guard;
  private volatile @Nullable ServerVersion version;

  private FabricGateway(ApiClient client, ApiCatalog catalog, Runnable guard) {
    this.client = client;
    this.catalog = catalog;
    this.lists = new ListReader(client);
    this.guard = guard;
  }

  /** A gateway to the cluster; sends nothing yet. */
  public static FabricGateway connect(ClusterConnection connection) {
    return connect(new ApiClient(connection));
  }

  /** As {@link #connect(ClusterConnection)}, by this client. */
  static FabricGateway connect(ApiClient client) {
    return new FabricGateway(client, new ApiCatalog(new Discovery(client)), () -> {});
  }

  @Override
  public KubeGateway guardedBy(Runnable check) {
    return new FabricGateway(client, catalog, check);
  }

  @Override
  public String displayName() {
    return client.cluster().displayName();
  }

  @Override
  public ServerVersion version() {
    ServerVersion known = version;
    if (known == null) {
      KubeObject answer = client.object(ApiRequest.get("read the cluster's version", "/version"));
      known =
          new ServerVersion(
              answer.string("gitVersion").orElse(""),
              answer.string("major").orElse(""),
              answer.string("minor").orElse(""));
      version = known;
    }
    return known;
  }

  @Override
  public ServedApis apis() {
    return catalog.all();
  }

  @Override
  public void refreshApis() {
    catalog.forget();
  }

  @Override
  public Optional<KubeObject> get(ResourceId id) {
    return catalog
        .find(id.apiVersion(), id.kind())
        .flatMap(api -> client.find(ApiRequest.get(action("read", id), path(api, id))));
  }

  @Override
  public List<KubeObject> list(KubeQuery query) {
    return lists.read(catalog, query, ApiRequest.JSON).items();
  }

  @Override
  public List<KubeObject> listMetadata(KubeQuery query) {
    return lists.read(catalog, query, ListReader.METADATA_ONLY).items();
  }

  @Override
  public KubeObject create(KubeObject object) {
    ResourceId id = object.id();
    String action = action("create", id);
    ServedApi api = catalog.require(action, id.apiVersion(), id.kind());
    String path = ApiPaths.query(ApiPaths.collection(api, namespace(id)), written());
    return write(ApiRequest.send(action, "POST", path, KubeJson.write(object.content())), object);
  }

  @Override
  public KubeObject apply(KubeObject object, ApplyOptions options) {
    ResourceId id = object.id();
    String action = action("apply", id);
    ServedApi api = catalog.require(action, id.apiVersion(), id.kind());
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("fieldManager", options.fieldManager());
    parameters.put("force", options.force() ? "true" : "false");
    parameters.put("dryRun", options.dryRun() ? "All" : "");
    parameters.put("fieldValidation", options.fieldValidation().parameter());
    ApiRequest request =
        ApiRequest.send(
            action,
            "PATCH",
            ApiPaths.query(path(api, id), parameters),
            KubeJson.write(object.content()));
    return client.object(request.as(APPLY).guardedBy(guard));
  }

  @Override
  public KubeObject replace(KubeObject object) {
    ResourceId id = object.id();
    String action = action("replace", id);
    ServedApi api = catalog.require(action, id.apiVersion(), id.kind());
    String path = ApiPaths.query(path(api, id), written());
    return write(ApiRequest.send(action, "PUT", path, KubeJson.write(object.content())), object);
  }

  /**
   * Sends a write that is refused if it has been carried out before, and knows that for its own.
   */
  private KubeObject write(ApiRequest request, KubeObject object) {
    ApiResponse response = client.send(request.guardedBy(guard));
    if (response.isEcho() && response.status() == 409) {
      Optional<KubeObject> live = get(object.id()).filter(found -> OwnWrite.isIn(found, object));
      if (live.isPresent()) {
        return live.get();
      }
    }
    return client.object(request, response);
  }

  @Override
  public Optional<KubeObject> mergePatch(ResourceId id, Map<String, @Nullable Object> patch) {
    String action = action("patch", id);
    return catalog
        .find(id.apiVersion(), id.kind())
        .flatMap(
            api -> {
              String path = ApiPaths.query(path(api, id), written());
              return client.find(
                  ApiRequest.send(action, "PATCH", path, KubeJson.write(patch))
                      .as(MERGE)
                      .guardedBy(guard));
            });
  }

  @Override
  public boolean delete(ResourceId id, DeleteOptions options) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("apiVersion", "v1");
    body.put("kind", "DeleteOptions");
    body.put("propagationPolicy", capitalised(options.propagation().name()));
    options.uid().ifPresent(uid -> body.put("preconditions", Map.of("uid", uid)));
    return catalog
        .find(id.apiVersion(), id.kind())
        .flatMap(
            api ->
                client.find(
                    ApiRequest.send(
                            action("delete", id), "DELETE", path(api, id), KubeJson.write(body))
                        .guardedBy(guard)))
        .isPresent();
  }

  @Override
  public Watch watch(KubeQuery query, WatchListener listener) {
    ListWatch watch = new ListWatch(client, catalog, query, listener, watches::remove);
    watches.add(watch);
    watch.start();
    return watch;
  }

  @Override
  public String logs(String namespace, String pod, String container, int tailLines) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("container", container);
    parameters.put("tailLines", Integer.toString(tailLines));
    parameters.put("limitBytes", Integer.toString(MOST_LOG_BYTES));
    ResourceId id = new ResourceId("v1", "Pod", namespace, pod);
    ApiResponse response = client.send(logOf(id, parameters).within(LOG_TIMEOUT));
    if (response.status() == 401 || response.status() == 403) {
      throw ApiErrors.refused(action("read the log of", id), client.cluster(), response);
    }
    return response.isSuccess() ? response.text() : "";
  }

  @Override
  public Watch followLog(String namespace, String pod, String container, LogListener listener) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("container", container);
    parameters.put("follow", "true");
    ApiRequest request = logOf(new ResourceId("v1", "Pod", namespace, pod), parameters);
    LogStream stream = new LogStream(client, request, listener);
    stream.start();
    return stream;
  }

  private ApiRequest logOf(ResourceId pod, Map<String, String> parameters) {
    ServedApi api = catalog.require("read logs", "v1", "Pod");
    return ApiRequest.get(
            action("read the log of", pod), ApiPaths.query(path(api, pod) + "/log", parameters))
        .accepting("*/*");
  }

  @Override
  public void close() {
    List.copyOf(watches).forEach(ListWatch::close);
    client.close();
  }

  private String path(ServedApi api, ResourceId id) {
    return ApiPaths.object(api, namespace(id), id.name());
  }

  private String namespace(ResourceId id) {
    return id.namespace().isEmpty() ? client.cluster().namespace() : id.namespace();
  }

  /** What every write carries: Helm's field manager, and refusal of unknown fields. */
  private static Map<String, String> written() {
    return Map.of("fieldManager", "helm");
  }

  private static String action(String verb, ResourceId id) {
    String name = id.namespace().isEmpty() ? id.name() : id.namespace() + "/" + id.name();
    return verb + " " + id.kind() + " '" + name + "'";
  }

  private static String capitalised(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
  }
}
