package io.maglev.distro.kube;

import java.nio.charset.StandardCharsets;

/** What the API server answered. */
final class ApiResponse {
  private final int status;
  private final String retryAfter;
  private final byte[] body;

  /**
   * @param retryAfter the header's text, empty if there was none
   */
  ApiResponse(int status, String retryAfter, byte[] body) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.body = body;
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
