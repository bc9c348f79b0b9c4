package io.maglev.distro.action;

import io.maglev.distro.compose.manifest.ManifestSchema;

/** Tells what manifests look like. */
public final class SchemaAction {

  /** The JSON Schema of manifests. */
  public String run() {
    return ManifestSchema.text();
  }
}
