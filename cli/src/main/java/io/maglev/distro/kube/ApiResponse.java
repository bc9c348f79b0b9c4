package io.maglev.distro.kube;

import java.nio.charset.StandardCharsets;

/** What the API server answered. */
final class ApiResponse {
  private final int status;
  private final String retryAfter;
  private final byte[] body;
  private final boolean echo;

  /**
   * @param retryAfter the header's text, empty if there was none
   */
  ApiResponse(int status, String retryAfter, byte[] body) {
    this(status, retryAfter, body, false);
  }

  private ApiResponse(int status, String retryAfter, byte[] body, boolean echo) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.body = body;
    this.echo = echo;
  }

  /** The same to a request that an earlier try may have carried out already. */
  ApiResponse asEcho() {
    return new ApiResponse(status, retryAfter, body, true);
  }

  /** Whether an earlier try of the same request may have been carried out. */
  boolean isEcho() {
    return echo;
  }

  int status() {
    return status;
  }

  String retryAfter() {
    return retryAfter;
  }

  byte[] body() {
    return body;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
