package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.SourceLocation;

/**
 * The path of a chart as a manifest gives it.
 *
 * @param where its place in the manifest
 */
public record ChartPath(String text, SourceLocation where) {}
