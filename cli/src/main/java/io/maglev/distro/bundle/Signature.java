package io.maglev.distro.bundle;

import io.maglev.distro.model.Digest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * A signature of a bundle. Whether it is true and whom to trust is decided elsewhere.
 *
 * @param keyId the sha256 of the public key (DER, SubjectPublicKeyInfo)
 * @param value the signature's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // equality by content is defined below
public record Signature(Digest keyId, byte[] value) {

  Map<String, Object> toJson() {
    return Map.of("keyid", keyId.toString(), "sig", Base64.getEncoder().encodeToString(value));
  }

  static Signature parse(CanonicalDocument json) {
    String text = json.text("sig");
    byte[] value;
    try {
      value = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new FormatException("has a signature that is not base64");
    }
    if (value.length == 0 || !Base64.getEncoder().encodeToString(value).equals(text)) {
      throw new FormatException("has a signature that is empty or not canonical base64");
    }
    return new Signature(json.digest("keyid"), value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature signature
        && keyId.equals(signature.keyId)
        && Arrays.equals(value, signature.value);
  }

  @Override
  public int hashCode() {
    return keyId.hashCode();
  }
}
