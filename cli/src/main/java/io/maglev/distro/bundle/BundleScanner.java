package io.maglev.distro.bundle;

import io.maglev.distro.archive.UstarHeader;
import io.maglev.distro.model.Digest;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one untrusted bundle: {@link #head} and then, if wanted, {@link #rest}. Holds one
 * document in memory at a time. Not thread-safe.
 */
final class BundleScanner {
  private final String bundle;
  private final TarCursor tar;
  private int next;

  /**
   * @param bundle what messages call it, e.g. its path
   */
  BundleScanner(String bundle, InputStream in) {
    this.bundle = bundle;
    this.tar = new TarCursor(bundle, in);
  }

  /** Reads up to the values. */
  BundleHead head() {
    refuseUnlessEqual(
        BundleFormat.LAYOUT_NAME,
        BundleLayout.layoutJson(),
        tar.entry(BundleFormat.LAYOUT_NAME, BundleFormat.LAYOUT_JSON.length()));
    long indexStart = contentOffset();
    byte[] indexJson = tar.entryUpTo(BundleFormat.INDEX_NAME, BundleFormat.INDEX_LIMIT);
    BundleIndex index = parse(BundleFormat.INDEX_NAME, indexJson, indexStart, this::index);
    long slotStart = contentOffset();
    byte[] slot = tar.entry(BundleFormat.SLOT_NAME, BundleFormat.SLOT);
    List<Signature> signatures =
        refusing(BundleFormat.SLOT_NAME, slotStart, () -> SignatureSlot.parse(slot));
    RootManifest manifest = root(index);
    byte[] lock = tar.blob(manifest.lock());
    Optional<byte[]> values = values(manifest);
    return new BundleHead(
        Digest.of(indexJson),
        index.format(),
        index.root(),
        manifest,
        lock,
        values,
        signatures,
        BundleLayout.of(indexJson.length, index.root(), manifest));
  }

  /** Reads all that follows the head; returns if every byte of the bundle is as it must be. */
  void rest(BundleHead head) {
    Map<Digest, Descriptor> listed = new HashMap<>();
    head.manifest().blobs().forEach(blob -> listed.put(blob.digest(), blob));
    List<Descriptor> layers = head.manifest().layers();
    byte @Nullable [] chunks = null;
    for (; next < layers.size(); next++) {
      Descriptor layer = layers.get(next);
      if (layer.mediaType().equals(BundleFormat.CHUNKS_TYPE)) {
        chunks = inMemory(layer, BundleFormat.DOCUMENT_LIMIT);
      } else if (layer.annotations().containsKey(BundleFormat.ROLE_KEY)) {
        chartManifest(layer, listed);
        chunks = null;
      } else {
        boolean chunked = layer.annotations().containsKey(BundleFormat.CHUNKS_KEY);
        tar.passBlob(layer, chunked ? chunks : null);
        chunks = null;
      }
    }
    end(head, layers.size() + 2);
  }

  private BundleIndex index(CanonicalDocument json) {
    String format = BundleIndex.formatOf(json);
    if (!format.startsWith(BundleFormat.MAJOR + ".")) {
      throw BundleInvalidException.unknownFormat(
          bundle, format, "use distro " + BundleIndex.needsOf(json) + " or newer");
    }
    BundleIndex index = BundleIndex.parse(json);
    if (index.root().size() > BundleFormat.ROOT_LIMIT) {
      throw new FormatException(
          "names a root manifest of "
              + index.root().size()
              + " bytes, limit "
              + BundleFormat.ROOT_LIMIT);
    }
    return index;
  }

  private RootManifest root(BundleIndex index) {
    long start = contentOffset();
    RootManifest manifest =
        parse("the root manifest", tar.blob(index.root()), start, RootManifest::parse);
    return refusing(
        "the root manifest",
        start,
        () -> {
          if (manifest.blobs().stream()
              .anyMatch(blob -> blob.digest().equals(index.root().digest()))) {
            throw new FormatException("names itself");
          }
          if (!index.tag().equals(BundleFormat.tag(manifest.version()))) {
            throw new FormatException("has another version than index.json");
          }
          return manifest;
        });
  }

  /** The values come straight after the lock, or not at all. */
  private Optional<byte[]> values(RootManifest manifest) {
    Optional<Descriptor> values = manifest.values();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    long start = contentOffset();
    if (!manifest.layers().get(0).equals(values.get())) {
      throw BundleInvalidException.altered(
          bundle, "the root manifest does not name the values first", start);
    }
    next = 1;
    return Optional.of(tar.blob(values.get()));
  }

  private byte[] inMemory(Descriptor layer, int limit) {
    if (layer.size() > limit) {
      throw BundleInvalidException.altered(
          bundle,
          "blob " + layer.digest() + " is " + layer.size() + " bytes, limit " + limit,
          contentOffset());
    }
    return tar.blob(layer);
  }

  private void chartManifest(Descriptor layer, Map<Digest, Descriptor> listed) {
    long start = contentOffset();
    byte[] json = inMemory(layer, BundleFormat.CHART_MANIFEST_LIMIT);
    String what = "chart manifest " + layer.digest();
    ChartManifest chart = parse(what, json, start, ChartManifest::parse);
    refusing(
        what,
        start,
        () -> {
          for (Descriptor part : List.of(chart.config(), chart.content())) {
            Descriptor blob = listed.get(part.digest());
            if (blob == null || blob.size() != part.size()) {
              throw new FormatException("names blob " + part.digest() + ", which is not there");
            }
          }
          return chart;
        });
  }

  private void end(BundleHead head, int blobs) {
    byte[] due = BundleLayout.endJson(blobs, head.identity());
    refuseUnlessEqual(BundleFormat.END_NAME, due, tar.entry(BundleFormat.END_NAME, due.length));
    tar.end();
  }

  /** Where the content of the entry that is due next will start. */
  private long contentOffset() {
    return tar.offset() + UstarHeader.BLOCK;
  }

  private void refuseUnlessEqual(String name, byte[] due, byte[] found) {
    int at = Arrays.mismatch(due, found);
    if (at >= 0) {
      long start = tar.offset() - due.length - UstarHeader.padding(due.length);
      throw BundleInvalidException.differs(
          bundle, "'" + name + "' is altered", start + at, due[at], found[at]);
    }
  }

  private <T> T parse(
      String what, byte[] json, long start, Function<CanonicalDocument, T> reading) {
    return refusing(what, start, () -> reading.apply(CanonicalDocument.parse(json)));
  }

  private <T> T refusing(String what, long start, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (FormatException e) {
      throw BundleInvalidException.altered(bundle, what + " " + e.getMessage(), start);
    }
  }
}
