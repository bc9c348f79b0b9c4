package io.maglev.distro.bundle;

import io.maglev.distro.archive.UstarHeader;
import io.maglev.distro.model.Digest;
import io.maglev.distro.yaml.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Makes bundles whose digests and headers are all right, but whose documents may be hostile. */
final class CraftedBundle {
  final Map<String, Object> index = new TreeMap<>();
  final Map<String, Object> indexEntry = new TreeMap<>();
  final Map<String, Object> root = new TreeMap<>();
  final List<Map<String, Object>> layers = new ArrayList<>();
  final List<byte[]> blobs = new ArrayList<>();
  UnaryOperator<byte[]> rootBytes = json -> json;
  byte[] slot = SignatureSlot.write(List.of());

  CraftedBundle() {
    index.put("schemaVersion", 2);
    index.put("mediaType", BundleFormat.INDEX_TYPE);
    index.put(
        "annotations", Map.of("io.maglev.distro.format", "1.0", "io.maglev.distro.needs", "0.1.0"));
    indexEntry.put("artifactType", BundleFormat.ARTIFACT_TYPE);
    indexEntry.put("mediaType", BundleFormat.MANIFEST_TYPE);
    indexEntry.put("annotations", Map.of(BundleFormat.REF_NAME, "1.0.0"));
    root.put("schemaVersion", 2);
    root.put("mediaType", BundleFormat.MANIFEST_TYPE);
    root.put("artifactType", BundleFormat.ARTIFACT_TYPE);
    root.put(
        "annotations", Map.of(BundleFormat.TITLE, "maglev", BundleFormat.IMAGE_VERSION, "1.0.0"));
    byte[] lock = Fixture.bytes("{}");
    blobs.add(lock);
    root.put("config", descriptor(BundleFormat.LOCK_TYPE, lock));
    root.put("layers", layers);
  }

  /** Adds a blob and the layer that names it. */
  Map<String, Object> add(String mediaType, byte[] blob) {
    Map<String, Object> layer = descriptor(mediaType, blob);
    layers.add(layer);
    blobs.add(blob);
    return layer;
  }

  static Map<String, Object> descriptor(String mediaType, byte[] blob) {
    Map<String, Object> descriptor = new TreeMap<>();
    descriptor.put("mediaType", mediaType);
    descriptor.put("digest", Digest.of(blob).toString());
    descriptor.put("size", blob.length);
    return descriptor;
  }

  byte[] build() {
    byte[] rootJson = rootBytes.apply(CanonicalJson.write(root));
    indexEntry.putIfAbsent("digest", Digest.of(rootJson).toString());
    indexEntry.putIfAbsent("size", rootJson.length);
    index.putIfAbsent("manifests", List.of(indexEntry));
    byte[] indexJson = CanonicalJson.write(index);
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    entry(tar, "oci-layout", BundleLayout.layoutJson());
    entry(tar, "index.json", indexJson);
    entry(tar, "distro/signatures.json", slot);
    entry(tar, "blobs/sha256/" + Digest.of(rootJson).hex(), rootJson);
    for (byte[] blob : blobs) {
      entry(tar, "blobs/sha256/" + Digest.of(blob).hex(), blob);
    }
    entry(tar, "distro/end.json", BundleLayout.endJson(blobs.size() + 1, Digest.of(indexJson)));
    tar.writeBytes(new byte[1024]);
    return tar.toByteArray();
  }

  static void entry(ByteArrayOutputStream tar, String name, byte[] content) {
    tar.writeBytes(UstarHeader.of(name, content.length));
    tar.writeBytes(content);
    tar.writeBytes(new byte[UstarHeader.padding(content.length)]);
  }
}
