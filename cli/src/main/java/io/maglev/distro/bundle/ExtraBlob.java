package io.maglev.distro.bundle;

import java.util.Map;

/**
 * Anything else that travels in a bundle after the charts: parts of container images.
 *
 * @param annotations of its descriptor in the root manifest
 */
public record ExtraBlob(String mediaType, Map<String, String> annotations, Blob content) {}
