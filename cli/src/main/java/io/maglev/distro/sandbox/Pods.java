package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions that several controllers ask about Pods. */
final class Pods {
  private Pods() {}

  /** True unless the Pod has ended. */
  static boolean isActive(KubeObject pod) {
    String phase = pod.string("status", "phase").orElse("");
    return !phase.equals("Succeeded") && !phase.equals("Failed") && !pod.isBeingDeleted();
  }

  static boolean isReady(KubeObject pod) {
    return pod.maps("status", "conditions").stream()
        .anyMatch(c -> "Ready".equals(c.get("type")) && "True".equals(c.get("status")));
  }

  static long ready(List<KubeObject> pods) {
    return pods.stream().filter(Pods::isReady).count();
  }

  /** A short name for a template's content, equal for equal templates. */
  static String hash(Map<String, @Nullable Object> template) {
    byte[] json = CanonicalJson.write(template);
    String digits = UUID.nameUUIDFromBytes(json).toString().replace("-", "");
    return new String(digits.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII)
        .substring(0, 10);
  }
}
