package io.maglev.distro.bundle;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Digest;
import io.maglev.distro.yaml.CanonicalJson;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * {@code distro/signatures.json}: canonical JSON filled up with spaces to 64 KiB, which is still
 * JSON. Since its size never changes, signing rewrites it in place and moves nothing.
 */
final class SignatureSlot {
  private static final byte[] EMPTY = write(List.of());

  private SignatureSlot() {}

  /** The slot's bytes; signatures go by key. */
  static byte[] write(List<Signature> signatures) {
    byte[] json =
        CanonicalJson.write(
            Map.of(
                "signatures",
                signatures.stream()
                    .sorted(Comparator.comparing(Signature::keyId))
                    .map(Signature::toJson)
                    .toList()));
    if (json.length > BundleFormat.SLOT) {
      throw DistroException.of(
          ErrorCode.BUNDLE_INVALID,
          "cannot sign bundle: its signatures take "
              + json.length
              + " bytes, limit "
              + BundleFormat.SLOT);
    }
    byte[] slot = Arrays.copyOf(json, BundleFormat.SLOT);
    Arrays.fill(slot, json.length, slot.length, (byte) ' ');
    return slot;
  }

  /** The signatures; any slot that {@link #write} would not write is a {@link FormatException}. */
  static List<Signature> parse(byte[] slot) {
    if (Arrays.equals(slot, EMPTY)) {
      return List.of();
    }
    int end = 0;
    while (end < slot.length && slot[end] != ' ') {
      end++;
    }
    CanonicalDocument json = CanonicalDocument.parse(Arrays.copyOf(slot, end));
    List<Signature> signatures = json.objects("signatures").stream().map(Signature::parse).toList();
    List<Digest> keys = signatures.stream().map(Signature::keyId).toList();
    if (keys.stream().distinct().count() < keys.size()) {
      throw new FormatException("has two signatures of one key");
    }
    if (!Arrays.equals(write(signatures), slot)) {
      throw new FormatException("holds more than signatures in the order of their keys");
    }
    return signatures;
  }
}
