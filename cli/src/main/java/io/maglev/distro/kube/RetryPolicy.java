package io.maglev.distro.kube;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;

/**
 * When a request is worth sending again and after how long. Every request may be: reads, applies,
 * merge patches and deletions come to the same if they arrive twice, and creates and replaces know
 * their own first try again ({@link OwnWrite}). Bounded: a run bears that its server is away for
 * about half a minute, such as while a control plane restarts.
 */
final class RetryPolicy {
  static final int MOST_RETRIES = 10;

  /** A request that has taken this long in all is not sent again. */
  static final Duration MOST_TIME = Duration.ofSeconds(60);

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_OWN_PAUSE_MILLIS = 5_000;

  /** A server may ask for more patience than we have by ourselves, within limits. */
  private static final long LONGEST_ASKED_SECONDS = 30;

  /** What API servers say while etcd elects a leader; Helm repeats for the first two as well. */
  private static final Set<String> ETCD_PASSING =
      Set.of(
          "etcdserver: leader changed",
          "raft proposal dropped",
          "etcdserver: no leader",
          "etcdserver: request timed out");

  private RetryPolicy() {}

  /**
   * True if the answer asks to come back, or comes from somebody between us and the server that
   * could not reach it.
   */
  static boolean isWorthRepeating(ApiResponse response) {
    return switch (response.status()) {
      case 429, 502, 503, 504 -> true;
      case 500 -> !response.retryAfter().isEmpty() || isElection(response.text());
      default -> false;
    };
  }

  /** Whether the server may have done what it gave this answer to. */
  static boolean mayBeDone(ApiResponse response) {
    return response.status() >= 500;
  }

  /** Whether a connection that failed may be tried again: not where it will never be trusted. */
  static boolean isWorthRepeating(IOException failure) {
    return !(failure instanceof SSLException) || isCut(failure);
  }

  /** Whether the server may have done what this failure was the answer to. */
  static boolean mayBeDone(IOException failure) {
    return !(failure instanceof ConnectException)
        && !(failure instanceof UnknownHostException)
        && !String.valueOf(failure.getMessage()).contains("REFUSED_STREAM");
  }

  /**
   * The pause before retry {@code number} (from 0): what the server asked for, else growing; with
   * jitter, so that many clients do not come back at once.
   */
  static Duration pause(int number, String retryAfter) {
    long growing = Math.min(FIRST_PAUSE_MILLIS << Math.min(number, 10), LONGEST_OWN_PAUSE_MILLIS);
    long pause = Math.max(growing, seconds(retryAfter) * 1000);
    long jitter = Math.min(pause, LONGEST_OWN_PAUSE_MILLIS) / 4;
    return Duration.ofMillis(pause + ThreadLocalRandom.current().nextLong(jitter + 1));
  }

  private static boolean isElection(String text) {
    return ETCD_PASSING.stream().anyMatch(text::contains);
  }

  /** A connection that ended in the middle of a handshake, as while a server goes down. */
  private static boolean isCut(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("closed") || message.contains("terminated the handshake");
  }

  private static long seconds(String retryAfter) {
    try {
      return Math.max(0, Math.min(LONGEST_ASKED_SECONDS, Long.parseLong(retryAfter.strip())));
    } catch (NumberFormatException e) {
      return 0; // the HTTP date form, which Kubernetes does not send
    }
  }
}
