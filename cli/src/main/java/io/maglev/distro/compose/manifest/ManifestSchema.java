package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The JSON Schema (draft 2020-12) of manifests, for editors. It says what {@link ManifestReader}
 * says as far as a schema can; the reader is what counts. Its source is docs/manifest.schema.json.
 */
public final class ManifestSchema {
  private static final String RESOURCE = "manifest.schema.json";

  private ManifestSchema() {}

  /** The schema as JSON, ending with a newline. */
  public static String text() {
    try (InputStream in = ManifestSchema.class.getResourceAsStream(RESOURCE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw DistroException.of(ErrorCode.INTERNAL, "cannot read the schema of manifests: " + e);
    }
  }
}
