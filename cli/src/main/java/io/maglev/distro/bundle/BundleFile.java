package io.maglev.distro.bundle;

import io.maglev.distro.model.Digest;
import java.nio.file.Path;

/**
 * A bundle that was written.
 *
 * @param identity the sha256 of its index.json, which names its whole content
 * @param size of the file in bytes
 */
public record BundleFile(Path path, Digest identity, long size) {}
