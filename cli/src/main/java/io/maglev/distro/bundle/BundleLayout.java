package io.maglev.distro.bundle;

import io.maglev.distro.archive.UstarHeader;
import io.maglev.distro.model.Digest;
import io.maglev.distro.yaml.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where everything lies in a bundle's file. It follows from the size of index.json and the ordered
 * (digest, size) list alone, so a single blob can be read by HTTP range from any web server.
 */
public final class BundleLayout {
  private final List<Entry> entries;
  private final Map<String, Entry> byName = new HashMap<>();
  private final long size;

  private BundleLayout(List<Entry> entries, long size) {
    this.entries = List.copyOf(entries);
    this.size = size;
    entries.forEach(entry -> byName.put(entry.name(), entry));
  }

  /**
   * One file of the tar.
   *
   * @param header offset of its header
   * @param size of its content, which starts 512 bytes after {@code header}
   */
  public record Entry(String name, long header, long size) {

    /** Offset of the first byte of its content. */
    public long content() {
      return header + UstarHeader.BLOCK;
    }
  }

  /**
   * The layout of a bundle.
   *
   * @param blobs digest to size in the order of the tar, the root manifest first
   * @throws ArithmeticException if the sizes add up to more than a long
   */
  public static BundleLayout of(long indexSize, Map<Digest, Long> blobs) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    sizes.put(BundleFormat.LAYOUT_NAME, (long) BundleFormat.LAYOUT_JSON.length());
    sizes.put(BundleFormat.INDEX_NAME, indexSize);
    sizes.put(BundleFormat.SLOT_NAME, (long) BundleFormat.SLOT);
    blobs.forEach((digest, size) -> sizes.put(BundleFormat.BLOBS + digest.hex(), size));
    Digest any = Digest.of(new byte[0]);
    sizes.put(BundleFormat.END_NAME, (long) endJson(blobs.size(), any).length);
    List<Entry> entries = new ArrayList<>();
    long offset = 0;
    for (Map.Entry<String, Long> size : sizes.entrySet()) {
      entries.add(new Entry(size.getKey(), offset, size.getValue()));
      offset = Math.addExact(offset, UstarHeader.entryBytes(size.getValue()));
    }
    return new BundleLayout(entries, Math.addExact(offset, 2L * UstarHeader.BLOCK));
  }

  static BundleLayout of(long indexSize, Descriptor root, RootManifest manifest) {
    Map<Digest, Long> blobs = new LinkedHashMap<>();
    blobs.put(root.digest(), root.size());
    manifest.blobs().forEach(blob -> blobs.put(blob.digest(), blob.size()));
    return of(indexSize, blobs);
  }

  /** Where the blob lies, empty if the bundle has none with that digest. */
  public Optional<Entry> blob(Digest digest) {
    return Optional.ofNullable(byName.get(BundleFormat.BLOBS + digest.hex()));
  }

  /** The signature slot. */
  public Entry signatures() {
    return entries.get(2);
  }

  /** Every file of the tar in its order. */
  public List<Entry> entries() {
    return entries;
  }

  /** Bytes of the whole bundle. */
  public long size() {
    return size;
  }

  /** The content of {@code distro/end.json}; its length depends on the number of blobs alone. */
  static byte[] endJson(int blobs, Digest index) {
    return CanonicalJson.write(Map.of("blobs", blobs, "index", index.toString()));
  }

  /** The content of {@code oci-layout}. */
  static byte[] layoutJson() {
    return BundleFormat.LAYOUT_JSON.getBytes(StandardCharsets.US_ASCII);
  }
}
