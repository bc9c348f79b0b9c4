package io.maglev.distro.sandbox;

import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.ServedApi;
import io.maglev.distro.model.ResourceId;
import java.util.List;
import java.util.Optional;

/** The failures an API server answers with, in its words. */
final class Refusals {
  private Refusals() {}

  static KubeException alreadyExists(String action, ServedApi api, String name) {
    return of(409, "AlreadyExists", action, resource(api) + quoted(name) + " already exists");
  }

  static KubeException notFound(String action, ServedApi api, String name) {
    return of(404, "NotFound", action, resource(api) + quoted(name) + " not found");
  }

  static KubeException namespaceMissing(String action, String namespace) {
    return of(404, "NotFound", action, "namespaces" + quoted(namespace) + " not found");
  }

  static KubeException terminating(String action, ServedApi api, ResourceId id) {
    return new KubeException(
        ErrorCode.CLUSTER_FORBIDDEN,
        403,
        "Forbidden",
        "cannot "
            + action
            + ": "
            + resource(api)
            + quoted(id.name())
            + " is forbidden: unable to create new content in namespace "
            + id.namespace()
            + " because it is being terminated",
        Optional.empty(),
        null);
  }

  static KubeException outdated(String action, ServedApi api, String name) {
    return conflict(
        action,
        api,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static KubeException conflict(String action, ServedApi api, String name, String reason) {
    String message =
        "Operation cannot be fulfilled on " + resource(api) + quoted(name) + ": " + reason;
    return of(409, "Conflict", action, message);
  }

  static KubeException applyConflict(String action, String message) {
    return of(409, "Conflict", action, message);
  }

  /** A configuration that is not of its kind's type; the server calls it a failure of its own. */
  static KubeException untyped(String action, ResourceId id, List<String> errors) {
    String version = id.group().isEmpty() ? "/" + id.apiVersion() : id.apiVersion();
    return of(
        500,
        "",
        action,
        "failed to create typed patch object (%s/%s; %s, Kind=%s): %s"
            .formatted(
                id.namespace(),
                id.name(),
                version,
                id.kind(),
                errors.size() == 1 ? errors.get(0) : "errors:\n  " + String.join("\n  ", errors)));
  }

  static KubeException invalid(String action, ResourceId id, List<String> errors) {
    return invalid(
        action, id, errors.size() == 1 ? errors.get(0) : "[" + String.join(", ", errors) + "]");
  }

  static KubeException invalid(String action, ResourceId id, String reason) {
    String message = id.groupKind() + quoted(id.name()) + " is invalid: " + reason;
    return of(422, "Invalid", action, message);
  }

  static KubeException notServed(String action, String apiVersion, String kind) {
    return new KubeException(
        ErrorCode.CLUSTER_UNSUITABLE,
        404,
        "NotFound",
        "cannot %s: the cluster serves no kind '%s' in version '%s'"
            .formatted(action, kind, apiVersion),
        Optional.of("install the CRD first, or check the apiVersion"),
        null);
  }

  static KubeException closed() {
    return new KubeException(
        ErrorCode.INTERNAL,
        0,
        "",
        "the connection to the sandbox is closed",
        Optional.empty(),
        null);
  }

  private static KubeException of(int status, String reason, String action, String message) {
    return new KubeException(
        ErrorCode.CLUSTER_FAILED,
        status,
        reason,
        "cannot " + action + ": " + message,
        Optional.empty(),
        null);
  }

  /** {@code deployments.apps}, {@code configmaps}. */
  private static String resource(ServedApi api) {
    int slash = api.apiVersion().indexOf('/');
    return slash < 0 ? api.plural() : api.plural() + "." + api.apiVersion().substring(0, slash);
  }

  private static String quoted(String name) {
    return " \"" + name + "\"";
  }
}
