package io.maglev.distro.bundle;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Digest;
import io.maglev.distro.yaml.CanonicalJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the blobs of a bundle in their order, each once, and writes the documents that name them.
 * For one bundle; not thread-safe.
 */
final class BundleAssembly {
  private static final Comparator<BundleChart> BY_NAME =
      Comparator.comparing(BundleChart::name)
          .thenComparing(BundleChart::version)
          .thenComparing(chart -> chart.archive().digest())
          .thenComparing(chart -> Digest.of(CanonicalJson.write(chart.metadata())));

  private final BundleContent content;
  private final Map<Digest, Blob> blobs = new LinkedHashMap<>();
  private final List<Descriptor> layers = new ArrayList<>();
  private final Map<String, Digest> chartsByVersion = new HashMap<>();

  BundleAssembly(BundleContent content) {
    this.content = content;
  }

  /** All blobs in the order of the tar, the root manifest first, and the index over them. */
  Assembled assemble() {
    Descriptor lock = Descriptor.of(BundleFormat.LOCK_TYPE, content.lock(), Map.of());
    blobs.put(lock.digest(), content.lock());
    content.values().ifPresent(values -> add(BundleFormat.VALUES_TYPE, Map.of(), values));
    content.hooks().stream().sorted(BY_NAME).forEach(chart -> addChart(chart, "hook"));
    content.charts().stream().sorted(BY_NAME).forEach(chart -> addChart(chart, "chart"));
    content.extras().forEach(extra -> add(extra.mediaType(), extra.annotations(), extra.content()));
    byte[] json = new RootManifest(content.name(), content.version(), lock, layers).toJson();
    refuseOverLimits(json);
    Blob root = Blob.of(json);
    Descriptor rootDescriptor = Descriptor.of(BundleFormat.MANIFEST_TYPE, root, Map.of());
    BundleIndex index =
        new BundleIndex(
            BundleFormat.VERSION,
            BundleFormat.NEEDS,
            BundleFormat.tag(content.version()),
            rootDescriptor);
    List<Blob> all = new ArrayList<>();
    all.add(root);
    all.addAll(blobs.values());
    return new Assembled(index.toJson(), all);
  }

  private void addChart(BundleChart chart, String role) {
    Digest archive = chart.archive().digest();
    Digest other = chartsByVersion.putIfAbsent(chart.name() + " " + chart.version(), archive);
    if (other != null && !other.equals(archive)) {
      throw refused(
          "chart '" + chart.name() + "' " + chart.version() + " comes with two different contents",
          "give one of the two charts another version");
    }
    Blob config = Blob.of(CanonicalJson.write(chart.metadata()));
    Descriptor configDescriptor = Descriptor.of(BundleFormat.CHART_CONFIG_TYPE, config, Map.of());
    Descriptor archiveDescriptor =
        Descriptor.of(BundleFormat.CHART_CONTENT_TYPE, chart.archive(), Map.of());
    ChartManifest manifest =
        new ChartManifest(chart.name(), chart.version(), configDescriptor, archiveDescriptor);
    add(
        BundleFormat.MANIFEST_TYPE,
        Map.of(
            BundleFormat.ROLE_KEY,
            role,
            BundleFormat.TITLE,
            chart.name(),
            BundleFormat.IMAGE_VERSION,
            chart.version()),
        Blob.of(manifest.toJson()));
    add(BundleFormat.CHART_CONFIG_TYPE, Map.of(), config);
    add(BundleFormat.CHART_CONTENT_TYPE, Map.of(), chart.archive());
  }

  /** Adds a blob unless it is there already, straight after its chunk digests if it is large. */
  private void add(String mediaType, Map<String, String> annotations, Blob blob) {
    if (blobs.containsKey(blob.digest())) {
      return;
    }
    Descriptor descriptor = Descriptor.of(mediaType, blob, annotations);
    refuseOver("bytes in one blob", blob.size(), BundleFormat.BLOB_LIMIT);
    if (blob.size() > BundleFormat.CHUNKED_FROM) {
      Blob chunks = Blob.of(ChunkDigests.of(blob));
      add(BundleFormat.CHUNKS_TYPE, Map.of(), chunks);
      descriptor = descriptor.with(BundleFormat.CHUNKS_KEY, chunks.digest().toString());
    }
    blobs.put(blob.digest(), blob);
    layers.add(descriptor);
  }

  private void refuseOverLimits(byte[] root) {
    refuseOver("blobs", layers.size(), BundleFormat.BLOBS_LIMIT);
    refuseOver("bytes of root manifest", root.length, BundleFormat.ROOT_LIMIT);
    refuseOver("bytes of lock", content.lock().size(), BundleFormat.DOCUMENT_LIMIT);
    content
        .values()
        .ifPresent(
            values -> refuseOver("bytes of values", values.size(), BundleFormat.DOCUMENT_LIMIT));
  }

  private void refuseOver(String what, long count, long limit) {
    if (count > limit) {
      throw refused("it has " + count + " " + what + ", limit " + limit, "split the distro");
    }
  }

  private DistroException refused(String reason, String hint) {
    return DistroException.of(
        ErrorCode.MANIFEST_INVALID,
        "cannot bundle distro '" + content.name() + "': " + reason,
        hint);
  }

  /**
   * A bundle in parts.
   *
   * @param index the bytes of index.json
   */
  record Assembled(@SuppressWarnings("ArrayRecordComponent") byte[] index, List<Blob> blobs) {}
}
