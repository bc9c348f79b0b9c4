package io.maglev.distro.bundle;

import io.maglev.distro.model.Digest;
import io.maglev.distro.yaml.CanonicalJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The root manifest: an OCI image manifest whose config is the lock and whose layers are all other
 * blobs of the bundle, in the order in which they lie in the tar.
 *
 * @param lock descriptor of the lock
 * @param layers every blob but the root manifest and the lock
 */
public record RootManifest(String name, String version, Descriptor lock, List<Descriptor> layers) {

  public RootManifest {
    layers = List.copyOf(layers);
  }

  /** Every blob but the root manifest itself, in the order of the tar. */
  public List<Descriptor> blobs() {
    List<Descriptor> blobs = new ArrayList<>();
    blobs.add(lock);
    blobs.addAll(layers);
    return blobs;
  }

  /** The descriptor of the distro-wide values. */
  public Optional<Descriptor> values() {
    return layers.stream()
        .filter(layer -> layer.mediaType().equals(BundleFormat.VALUES_TYPE))
        .findFirst();
  }

  /** Descriptors of the charts' and hooks' own manifests. */
  public List<Descriptor> chartManifests() {
    return layers.stream()
        .filter(layer -> layer.mediaType().equals(BundleFormat.MANIFEST_TYPE))
        .filter(layer -> layer.annotations().containsKey(BundleFormat.ROLE_KEY))
        .toList();
  }

  byte[] toJson() {
    return CanonicalJson.write(
        Map.of(
            "schemaVersion",
            2,
            "mediaType",
            BundleFormat.MANIFEST_TYPE,
            "artifactType",
            BundleFormat.ARTIFACT_TYPE,
            "annotations",
            Map.of(BundleFormat.TITLE, name, BundleFormat.IMAGE_VERSION, version),
            "config",
            lock.toJson(),
            "layers",
            layers.stream().map(Descriptor::toJson).toList()));
  }

  static RootManifest parse(CanonicalDocument json) {
    if (json.number("schemaVersion") != 2) {
      throw new FormatException("has a schemaVersion that is not 2");
    }
    json.expect("mediaType", BundleFormat.MANIFEST_TYPE);
    json.expect("artifactType", BundleFormat.ARTIFACT_TYPE);
    json.object("config").expect("mediaType", BundleFormat.LOCK_TYPE);
    List<CanonicalDocument> layers = json.objects("layers");
    if (layers.size() > BundleFormat.BLOBS_LIMIT) {
      throw new FormatException(
          "names " + layers.size() + " blobs, limit " + BundleFormat.BLOBS_LIMIT);
    }
    CanonicalDocument annotations = json.object("annotations");
    RootManifest root =
        new RootManifest(
            annotations.text(BundleFormat.TITLE),
            annotations.text(BundleFormat.IMAGE_VERSION),
            Descriptor.parse(json.object("config")),
            layers.stream().map(Descriptor::parse).toList());
    root.check();
    return root;
  }

  private void check() {
    if (!BundleFormat.isName(name) || !BundleFormat.isVersion(version)) {
      throw new FormatException("names a distro or version that breaks the rules for names");
    }
    Set<Digest> seen = new HashSet<>();
    for (Descriptor blob : blobs()) {
      if (!seen.add(blob.digest())) {
        throw new FormatException("names blob " + blob.digest() + " twice");
      }
      if (blob.size() > BundleFormat.BLOB_LIMIT) {
        throw new FormatException(
            "names a blob of " + blob.size() + " bytes, limit " + BundleFormat.BLOB_LIMIT);
      }
    }
    refuseLarge("lock", lock);
    values().ifPresent(values -> refuseLarge("values", values));
    Descriptor before = lock;
    for (Descriptor layer : layers) {
      checkChunks(before, layer);
      before = layer;
    }
  }

  private static void refuseLarge(String what, Descriptor document) {
    if (document.size() > BundleFormat.DOCUMENT_LIMIT) {
      throw new FormatException(
          "has "
              + what
              + " of "
              + document.size()
              + " bytes, limit "
              + BundleFormat.DOCUMENT_LIMIT);
    }
  }

  /** A large blob comes straight after its chunk digests, so that one pass can check both. */
  private static void checkChunks(Descriptor before, Descriptor layer) {
    String chunks = layer.annotations().get(BundleFormat.CHUNKS_KEY);
    boolean large = layer.size() > BundleFormat.CHUNKED_FROM;
    if (!large && chunks == null) {
      return;
    }
    boolean named =
        large
            && before.digest().toString().equals(chunks)
            && before.mediaType().equals(BundleFormat.CHUNKS_TYPE)
            && before.size() == ChunkDigests.size(layer.size());
    if (!named) {
      throw new FormatException(
          "does not name the chunk digests of blob " + layer.digest() + " straight before it");
    }
  }
}
