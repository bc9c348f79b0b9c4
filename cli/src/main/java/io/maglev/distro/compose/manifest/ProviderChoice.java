package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.SourceLocation;

/**
 * Which of several providers a manifest means: {@code providers: { database: postgres }}.
 *
 * @param provider a component or an external of the manifest
 * @param where in the manifest
 */
public record ProviderChoice(String capability, String provider, SourceLocation where) {}
