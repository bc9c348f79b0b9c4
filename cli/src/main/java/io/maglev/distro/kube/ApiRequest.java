package io.maglev.distro.kube;

import java.time.Duration;
import java.util.Optional;

/**
 * One call to the API server. Immutable.
 *
 * @param action what it is for, as the middle of an error message: {@code create Secret 'ns/x'}
 * @param path with the query, relative to the server's base address
 * @param guard called before it is sent, each time; throws where it must not be sent any more
 */
record ApiRequest(
    String action,
    String method,
    String path,
    String accept,
    String contentType,
    Optional<String> body,
    Duration timeout,
    Runnable guard) {
  static final String JSON = "application/json";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  static ApiRequest get(String action, String path) {
    return new ApiRequest(action, "GET", path, JSON, "", Optional.empty(), TIMEOUT, () -> {});
  }

  /** A write. */
  static ApiRequest send(String action, String method, String path, String body) {
    return new ApiRequest(action, method, path, JSON, JSON, Optional.of(body), TIMEOUT, () -> {});
  }

  ApiRequest accepting(String mediaTypes) {
    return new ApiRequest(action, method, path, mediaTypes, contentType, body, timeout, guard);
  }

  ApiRequest as(String mediaType) {
    return new ApiRequest(action, method, path, accept, mediaType, body, timeout, guard);
  }

  ApiRequest within(Duration limit) {
    return new ApiRequest(action, method, path, accept, contentType, body, limit, guard);
  }

  ApiRequest guardedBy(Runnable check) {
    return new ApiRequest(action, method, path, accept, contentType, body, timeout, check);
  }
}
