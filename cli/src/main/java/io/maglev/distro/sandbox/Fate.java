package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a Pod, by its annotations: the same ones as on the testbed.
 *
 * @param waiting the containers' waiting reason, empty if they run or have ended
 * @param message what goes with it
 * @param restarts how often the containers have restarted
 * @param event the reason of the Warning event, empty for none
 * @param eventMessage what the event says
 */
record Fate(
    String phase,
    String waiting,
    String message,
    long restarts,
    String event,
    String eventMessage) {
  static final String FAIL = "testbed.distro.maglev.io/fail";
  static final String DELAY = "testbed.distro.maglev.io/delay";
  static final String LOGS = "testbed.distro.maglev.io/logs";

  private static final Fate RUN = new Fate("Running", "", "", 0, "", "");
  private static final Fate EXIT = new Fate("Failed", "", "", 0, "", "");
  private static final Fate NEVER_READY =
      new Fate("Running", "", "", 0, "Unhealthy", "Readiness probe failed: connection refused");
  private static final Fate CRASH_LOOP =
      new Fate(
          "Running",
          "CrashLoopBackOff",
          "back-off 1m20s restarting failed container of image \"%s\"",
          4,
          "BackOff",
          "Back-off restarting failed container");
  private static final Fate IMAGE_PULL =
      new Fate(
          "Pending",
          "ImagePullBackOff",
          "Back-off pulling image \"%s\": not found",
          0,
          "Failed",
          "Failed to pull image: not found");
  private static final Fate CONFIG_ERROR =
      new Fate(
          "Pending",
          "CreateContainerConfigError",
          "configmap \"missing\" not found for image \"%s\"",
          0,
          "Failed",
          "Error: configmap \"missing\" not found");

  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

  static Fate of(KubeObject pod) {
    boolean ends = ends(pod);
    return switch (pod.annotations().getOrDefault(FAIL, "")) {
      case "exit-1" -> ends ? EXIT : CRASH_LOOP;
      case "crash-loop" -> CRASH_LOOP;
      case "image-pull" -> IMAGE_PULL;
      case "config-error" -> CONFIG_ERROR;
      case "never-ready" -> NEVER_READY;
      default -> RUN;
    };
  }

  /** True if the Pod's restart policy lets it complete. */
  static boolean ends(KubeObject pod) {
    return !pod.string("spec", "restartPolicy").orElse("Always").equals("Always");
  }

  static boolean fails(KubeObject object) {
    return object.annotations().containsKey(FAIL);
  }

  /** The annotated time until the object is ready; nothing where there is none. */
  static Duration delay(KubeObject object) {
    return delay(object, Duration.ZERO);
  }

  /** The annotated time until the object is ready, the other where there is none. */
  static Duration delay(KubeObject object, Duration other) {
    return Optional.ofNullable(object.annotations().get(DELAY)).map(Fate::parse).orElse(other);
  }

  boolean isReady() {
    return this.equals(RUN);
  }

  private static Duration parse(String text) {
    Matcher matcher = TIME.matcher(text);
    double millis = 0;
    while (matcher.find()) {
      double number = Double.parseDouble(matcher.group(1));
      millis +=
          switch (matcher.group(2)) {
            case "ms" -> number;
            case "s" -> number * 1000;
            case "m" -> number * 60_000;
            default -> number * 3_600_000;
          };
    }
    return Duration.ofMillis((long) millis);
  }
}
