package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Releases as Secrets of type {@code helm.sh/release.v1}, the way Helm's Secrets driver keeps them
 * ({@code pkg/storage/driver/secrets.go}), so that both tools see each other's work.
 *
 * <p>Unlike Helm's, updates are a compare-and-set against the state this store last saw: a record
 * that somebody else moved on is never overwritten. Thread-safe.
 */
public final class SecretReleaseStore implements ReleaseStore {
  static final String TYPE = "helm.sh/release.v1";

  private final KubeGateway gateway;
  private final Clock clock;
  private final Map<ReleaseKey, SecretRecord.Seen> seen = new ConcurrentHashMap<>();

  public SecretReleaseStore(KubeGateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  @Override
  public Optional<Release> find(ReleaseKey key) {
    return gateway.get(id(key)).filter(SecretReleaseStore::isRelease).map(this::decode);
  }

  @Override
  public ReleaseHistory history(String namespace, String name) {
    String selector = ReleaseLabels.NAME + "=" + name + "," + ReleaseLabels.OWNER + "=helm";
    return new ReleaseHistory(name, entries(namespace, selector));
  }

  @Override
  public List<ReleaseEntry> list(String namespace, Map<String, String> labels) {
    StringBuilder selector = new StringBuilder(ReleaseLabels.OWNER + "=" + ReleaseLabels.HELM);
    labels.forEach((name, value) -> selector.append(',').append(name).append('=').append(value));
    return entries(namespace, selector.toString());
  }

  @Override
  public void create(Release release) {
    Map<String, String> labels = ReleaseLabels.stored(release);
    labels.put(ReleaseLabels.CREATED_AT, now());
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", release.key().secretName());
    metadata.put("namespace", release.namespace());
    metadata.put("labels", labels);
    try {
      see(release.key(), gateway.create(SecretRecord.of(metadata, TYPE, data(release))));
    } catch (KubeException e) {
      throw e.isAlreadyExists() ? ReleaseHistory.inProgress(release.key()) : e;
    }
  }

  @Override
  public void update(Release release) {
    Map<String, byte[]> data = data(release);
    SecretRecord.Seen known = seen.get(release.key());
    if (known == null) {
      known = seeLive(release.key());
    }
    try {
      replace(release, known, data);
    } catch (KubeException e) {
      if (!e.isConflict()) {
        throw e;
      }
      retry(release, known, data);
    }
  }

  @Override
  public boolean delete(ReleaseKey key) {
    seen.remove(key);
    return gateway.delete(id(key), DeleteOptions.BACKGROUND);
  }

  /**
   * Somebody touched the Secret: a label or annotation of theirs does not matter, another status
   * means that another run has taken the release over.
   */
  private void retry(Release release, SecretRecord.Seen known, Map<String, byte[]> data) {
    SecretRecord.Seen live = seeLive(release.key());
    if (!status(live).equals(status(known))) {
      throw DistroException.of(
          ErrorCode.LOCKED,
          "cannot update release '%s' revision %d: somebody else has set it to %s"
              .formatted(release.name(), release.revision(), status(live)));
    }
    replace(release, live, data);
  }

  private void replace(Release release, SecretRecord.Seen base, Map<String, byte[]> data) {
    Map<String, String> labels = ReleaseLabels.stored(release);
    labels.put(ReleaseLabels.MODIFIED_AT, now());
    KubeObject secret = SecretRecord.of(base.metadataWith(labels), TYPE, data);
    see(release.key(), gateway.replace(secret));
  }

  private SecretRecord.Seen seeLive(ReleaseKey key) {
    KubeObject live =
        gateway
            .get(id(key))
            .filter(SecretReleaseStore::isRelease)
            .orElseThrow(
                () ->
                    DistroException.of(
                        ErrorCode.NOT_FOUND,
                        "cannot update release '%s' revision %d: its record is gone"
                            .formatted(key.name(), key.revision())));
    return see(key, live);
  }

  private List<ReleaseEntry> entries(String namespace, String selector) {
    return gateway
        .listMetadata(KubeQuery.of("v1", "Secret", namespace).withLabels(selector))
        .stream()
        .filter(SecretReleaseStore::isReleaseName)
        .map(this::entry)
        .toList();
  }

  private ReleaseEntry entry(KubeObject secret) {
    ReleaseKey key = key(secret);
    see(key, secret);
    return new ReleaseEntry(
        key,
        ReleaseStatus.of(secret.labels().getOrDefault(ReleaseLabels.STATUS, "")),
        ReleaseLabels.withoutSystem(secret.labels()),
        () ->
            SecretRecord.isWhole(secret)
                ? decode(secret)
                : find(key)
                    .orElseThrow(
                        () ->
                            DistroException.of(
                                ErrorCode.NOT_FOUND,
                                "cannot read release '%s' revision %d: it was deleted meanwhile"
                                    .formatted(key.name(), key.revision()))));
  }

  private Release decode(KubeObject secret) {
    see(key(secret), secret);
    try {
      String text = new String(SecretRecord.data(secret, "release"), StandardCharsets.UTF_8);
      return ReleaseCodec.decode(text, ReleaseLabels.withoutSystem(secret.labels()));
    } catch (DistroException e) {
      throw RecordException.of("release secret '" + secret.name() + "'", e);
    }
  }

  private SecretRecord.Seen see(ReleaseKey key, KubeObject secret) {
    SecretRecord.Seen state = SecretRecord.Seen.of(secret);
    seen.put(key, state);
    return state;
  }

  private static boolean isRelease(KubeObject secret) {
    return secret.string("type").orElse("").equals(TYPE);
  }

  /** A metadata list names no type; Helm's own name pattern and labels stand for it. */
  private static boolean isReleaseName(KubeObject secret) {
    return secret.name().startsWith("sh.helm.release.v1.") && revision(secret) > 0;
  }

  private static ReleaseKey key(KubeObject secret) {
    String name = secret.labels().getOrDefault(ReleaseLabels.NAME, "");
    return new ReleaseKey(secret.namespace(), name, revision(secret));
  }

  private static int revision(KubeObject secret) {
    try {
      return Integer.parseInt(secret.labels().getOrDefault(ReleaseLabels.VERSION, ""));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String status(SecretRecord.Seen state) {
    return state.labels().getOrDefault(ReleaseLabels.STATUS, "");
  }

  private static Map<String, byte[]> data(Release release) {
    return Map.of("release", ReleaseCodec.encode(release).getBytes(StandardCharsets.US_ASCII));
  }

  private static ResourceId id(ReleaseKey key) {
    return new ResourceId("v1", "Secret", key.namespace(), key.secretName());
  }

  private String now() {
    return Long.toString(clock.instant().getEpochSecond());
  }
}
