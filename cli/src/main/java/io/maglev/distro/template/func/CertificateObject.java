package io.maglev.distro.template.func;

import io.maglev.distro.template.GoObject;
import java.util.Optional;

/**
 * A certificate with its key, {@code .Cert} and {@code .Key} to templates.
 *
 * @param cert PEM
 * @param key PEM, unencrypted
 */
record CertificateObject(String cert, String key) implements GoObject {
  @Override
  public String goTypeName() {
    return "sprig.certificate";
  }

  @Override
  public Optional<Field> field(String name) {
    return switch (name) {
      case "Cert" -> Optional.of(new Field(cert));
      case "Key" -> Optional.of(new Field(key));
      default -> Optional.empty();
    };
  }

  /** As Go prints the struct; a template that prints it asks for the key. */
  @Override
  public String toString() {
    return "{" + cert + " " + key + "}";
  }
}
