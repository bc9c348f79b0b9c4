package io.maglev.distro.bundle;

import io.maglev.distro.model.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What the first few hundred kilobytes of a bundle tell; checked against the identity, while the
 * blobs behind are not looked at yet.
 *
 * @param identity the sha256 of index.json
 * @param format version of the format, {@code 1.0}
 * @param manifest names every blob
 * @param lock the resolved manifest as JSON
 * @param values distro-wide values as JSON
 * @param signatures well-formed, but compared with no key
 * @param layout where every blob lies
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record BundleHead(
    Digest identity,
    String format,
    Descriptor root,
    RootManifest manifest,
    byte[] lock,
    Optional<byte[]> values,
    List<Signature> signatures,
    BundleLayout layout) {

  public String name() {
    return manifest.name();
  }

  public String version() {
    return manifest.version();
  }
}
