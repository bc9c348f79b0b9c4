package io.maglev.distro.kube;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a request is worth sending again and after how long. Bounded: a run waits for one request at
 * most about half a minute in all.
 */
final class RetryPolicy {
  static final int MOST_RETRIES = 6;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private RetryPolicy() {}

  /**
   * True if the answer asks to come back: 429 always (nothing was done), other server failures only
   * where repeating does no harm.
   */
  static boolean isWorthRepeating(ApiRequest request, ApiResponse response) {
    boolean serverSaysWhen = !response.retryAfter().isEmpty();
    return switch (response.status()) {
      case 429 -> true;
      case 503 -> request.repeatable() || serverSaysWhen;
      case 500 -> request.repeatable() && serverSaysWhen;
      case 502, 504 -> request.repeatable() && request.method().equals("GET");
      default -> false;
    };
  }

  /**
   * The pause before retry {@code number} (from 0): what the server asked for, else growing; with
   * jitter, so that many clients do not come back at once.
   */
  static Duration pause(int number, String retryAfter) {
    long growing = FIRST_PAUSE_MILLIS << Math.min(number, 7);
    long asked = Math.max(growing, seconds(retryAfter) * 1000);
    long bounded = Math.min(asked, LONGEST_PAUSE_MILLIS);
    return Duration.ofMillis(bounded + ThreadLocalRandom.current().nextLong(bounded / 4 + 1));
  }

  private static long seconds(String retryAfter) {
    try {
      return Math.max(0, Math.min(3600, Long.parseLong(retryAfter.strip())));
    } catch (NumberFormatException e) {
      return 0; // the HTTP date form, which Kubernetes does not send
    }
  }
}
