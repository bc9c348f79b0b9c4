package io.maglev.distro.kube;

import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.KubeObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into what the user reads. */
final class ApiErrors {
  private static final int LONGEST_REASON = 2000;
  private static final String WHERE = "check --kubeconfig and --context";

  private ApiErrors() {}

  /** The server's refusal; its own words if it answered with a {@code Status}. */
  static KubeException refused(String action, ClusterConnection cluster, ApiResponse response) {
    Optional<KubeObject> status = status(response);
    String reason = status.flatMap(s -> s.string("reason")).orElseGet(() -> reasonOf(response));
    String message =
        status
            .flatMap(s -> s.string("message"))
            .filter(text -> !text.isBlank())
            .orElseGet(() -> "HTTP " + response.status() + " " + shortened(response.text()));
    return of(response.status(), reason, action, cluster, shortened(message));
  }

  /** The failure a watch event or a status object tells of. */
  static KubeException ofStatus(String action, ClusterConnection cluster, KubeObject status) {
    int code = status.number("code").map(Long::intValue).orElse(0);
    String reason = status.string("reason").orElse("");
    return of(code, reason, action, cluster, status.string("message").orElse("no reason given"));
  }

  /** No answer at all. */
  static KubeException unreachable(String action, ClusterConnection cluster, Throwable cause) {
    return new KubeException(
        ErrorCode.CLUSTER_UNREACHABLE,
        0,
        "",
        "cannot "
            + action
            + ": "
            + cluster.displayName()
            + " at "
            + cluster.server()
            + " "
            + explain(cause),
        Optional.of(hint(cause)),
        cause);
  }

  /** A kind that the server does not serve. */
  static KubeException notServed(String action, String apiVersion, String kind) {
    return new KubeException(
        ErrorCode.CLUSTER_UNSUITABLE,
        404,
        "NotFound",
        "cannot "
            + action
            + ": the cluster serves no kind '"
            + kind
            + "' in version '"
            + apiVersion
            + "'",
        Optional.of("install the CRD first, or check the apiVersion"),
        null);
  }

  /** An answer that is not what the API promises. */
  static KubeException malformed(String action, ClusterConnection cluster, Throwable cause) {
    return new KubeException(
        ErrorCode.CLUSTER_FAILED,
        0,
        "",
        "cannot "
            + action
            + ": "
            + cluster.displayName()
            + " answered with something else than "
            + "the Kubernetes API would: "
            + cause.getMessage(),
        Optional.of(WHERE),
        cause);
  }

  private static KubeException of(
      int status, String reason, String action, ClusterConnection cluster, String message) {
    ErrorCode code =
        status == 401 || status == 403 ? ErrorCode.CLUSTER_FORBIDDEN : ErrorCode.CLUSTER_FAILED;
    Optional<String> hint = Optional.empty();
    if (status == 401) {
      hint =
          Optional.of(
              "the credentials of " + cluster.displayName() + " are not accepted; " + WHERE);
    } else if (status == 403) {
      hint = Optional.of("ask for the permission, or " + WHERE);
    }
    return new KubeException(code, status, reason, "cannot " + action + ": " + message, hint, null);
  }

  private static Optional<KubeObject> status(ApiResponse response) {
    try {
      Map<String, @Nullable Object> body = KubeJson.read(response.body());
      return "Status".equals(body.get("kind"))
          ? Optional.of(new KubeObject(body))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // a proxy's HTML, or the server's plain text
    }
  }

  private static String reasonOf(ApiResponse response) {
    return switch (response.status()) {
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 409 -> "Conflict";
      case 410 -> "Expired";
      case 429 -> "TooManyRequests";
      default -> "";
    };
  }

  private static String explain(Throwable cause) {
    String message = Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
    if (cause instanceof UnknownHostException) {
      return "has an unknown host name";
    }
    if (cause instanceof SocketTimeoutException || cause instanceof InterruptedIOException) {
      return "did not answer in time";
    }
    if (cause instanceof ConnectException) {
      return "does not accept connections (" + shortened(message) + ")";
    }
    if (cause instanceof SSLException) {
      return "has a certificate that is not trusted, or refuses TLS (" + shortened(message) + ")";
    }
    return "closed the connection (" + shortened(message) + ")";
  }

  private static String hint(Throwable cause) {
    return cause instanceof SSLException
        ? "check certificate-authority in the kubeconfig, " + WHERE.replace("check ", "")
        : WHERE;
  }

  private static String shortened(String text) {
    String line = text.strip();
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
  }
}
