package io.maglev.distro.kube;

import java.time.Duration;
import java.util.Optional;

/**
 * One call to the API server. Immutable.
 *
 * @param action what it is for, as the middle of an error message: {@code create Secret 'ns/x'}
 * @param path with the query, relative to the server's base address
 * @param repeatable the outcome is the same if it arrives twice, so that a lost connection may be
 *     answered by sending it again
 */
record ApiRequest(
    String action,
    String method,
    String path,
    String accept,
    String contentType,
    Optional<String> body,
    Duration timeout,
    boolean repeatable) {
  static final String JSON = "application/json";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  static ApiRequest get(String action, String path) {
    return new ApiRequest(action, "GET", path, JSON, "", Optional.empty(), TIMEOUT, true);
  }

  /** A write; {@code repeatable} has to be said by the caller who knows. */
  static ApiRequest send(String action, String method, String path, String body) {
    return new ApiRequest(action, method, path, JSON, JSON, Optional.of(body), TIMEOUT, false);
  }

  ApiRequest accepting(String mediaTypes) {
    return new ApiRequest(action, method, path, mediaTypes, contentType, body, timeout, repeatable);
  }

  ApiRequest as(String mediaType) {
    return new ApiRequest(action, method, path, accept, mediaType, body, timeout, repeatable);
  }

  ApiRequest within(Duration limit) {
    return new ApiRequest(action, method, path, accept, contentType, body, limit, repeatable);
  }

  ApiRequest canRepeat() {
    return new ApiRequest(action, method, path, accept, contentType, body, timeout, true);
  }
}
