package io.maglev.distro.release;

import io.maglev.distro.model.KubeObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code spec} of a {@code coordination.k8s.io/v1} Lease. Times stay text: a contender only
 * asks whether they change, since clocks of machines differ. Immutable.
 *
 * @param holder empty if nobody holds it
 * @param transitions how often the holder changed: the epoch
 */
record LeaseSpec(
    String holder, long durationSeconds, String acquireTime, String renewTime, long transitions) {
  static final int DURATION_SECONDS = 30;

  /** The API's MicroTime wants exactly six decimals. */
  private static final DateTimeFormatter MICRO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  static LeaseSpec of(KubeObject lease) {
    return new LeaseSpec(
        lease.string("spec", "holderIdentity").orElse(""),
        lease.number("spec", "leaseDurationSeconds").orElse((long) DURATION_SECONDS),
        lease.string("spec", "acquireTime").orElse(""),
        lease.string("spec", "renewTime").orElse(""),
        lease.number("spec", "leaseTransitions").orElse(0L));
  }

  /** Newly held. */
  static LeaseSpec held(String holder, Instant now, long transitions) {
    String time = MICRO.format(now);
    return new LeaseSpec(holder, DURATION_SECONDS, time, time, transitions);
  }

  LeaseSpec renewed(Instant now) {
    return new LeaseSpec(holder, durationSeconds, acquireTime, MICRO.format(now), transitions);
  }

  /** Let go, the epoch kept for the next holder. */
  LeaseSpec released(Instant now) {
    return new LeaseSpec("", 1, acquireTime, MICRO.format(now), transitions);
  }

  boolean isHeld() {
    return !holder.isEmpty();
  }

  /** The lease object with this spec. */
  KubeObject into(KubeObject lease) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put("holderIdentity", holder);
    spec.put("leaseDurationSeconds", durationSeconds);
    spec.put("acquireTime", acquireTime);
    spec.put("renewTime", renewTime);
    spec.put("leaseTransitions", transitions);
    Map<String, @Nullable Object> content = new LinkedHashMap<>(lease.content());
    content.put("spec", spec);
    return new KubeObject(content);
  }
}
