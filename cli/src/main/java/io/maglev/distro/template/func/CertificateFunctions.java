package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sprig's keys and certificates. RSA keys of 2048 bits, unless a {@code WithKey} form is given
 * another.
 */
final class CertificateFunctions implements FunctionFamily {
  private static final int KEY_BITS = 2048;

  /** About a tenth of a second with its key, and a whole one for a key of 4096 bits. */
  private static final long CERTIFICATE_STEPS = 100_000;

  private static final long LONG_KEY_STEPS = 1_000_000;

  private final FunctionContext context;

  CertificateFunctions(FunctionContext context) {
    this.context = context;
  }

  @Override
  public String table() {
    return """
        genPrivateKey(string) string | {{ genPrivateKey "ed25519" | trunc 27 }} | -----BEGIN PRIVATE KEY-----
        genCA(string, int) object | {{ (genCA "ca" 365).Cert | trunc 27 }} | -----BEGIN CERTIFICATE-----
        genCAWithKey(string, int, string) object | {{ (genCAWithKey "ca" 365 (genPrivateKey "ecdsa")).Key | trunc 30 }} | -----BEGIN EC PRIVATE KEY-----
        genSelfSignedCert(string, []any, []any, int) object | {{ typeOf (genSelfSignedCert "a" nil (list "a.b") 1) }} | sprig.certificate
        genSelfSignedCertWithKey(string, []any, []any, int, string) object | {{ typeOf (genSelfSignedCertWithKey "a" nil nil 1 (genPrivateKey "ecdsa")) }} | sprig.certificate
        genSignedCert(string, []any, []any, int, object) object | {{ typeOf (genSignedCert "a" (list "10.0.0.1") nil 1 (genCA "ca" 1)) }} | sprig.certificate
        genSignedCertWithKey(string, []any, []any, int, object, string) object | {{ $k := genPrivateKey "ecdsa" }}{{ typeOf (genSignedCertWithKey "a" nil nil 1 (genCAWithKey "ca" 1 $k) $k) }} | sprig.certificate
        buildCustomCert(string, string) object | {{ $c := genCAWithKey "ca" 1 (genPrivateKey "ecdsa") }}{{ eq (buildCustomCert (b64enc $c.Cert) (b64enc $c.Key)).Cert $c.Cert }} | true
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    a.spend(name.equals("genPrivateKey") ? LONG_KEY_STEPS : CERTIFICATE_STEPS);
    return switch (name) {
      case "genPrivateKey" -> PrivateKeys.generate(a.string(0), context);
      case "genCA" -> certificates().authority(authority(a), newKey());
      case "genCAWithKey" -> certificates().authority(authority(a), key(a.string(2)));
      case "genSelfSignedCert" -> certificates().selfSigned(checked(subject(a)), newKey());
      case "genSelfSignedCertWithKey" -> certificates().selfSigned(subject(a), key(a.string(4)));
      case "genSignedCert" ->
          certificates().signed(checked(subject(a)), newKey(), issuer(a.any(4)));
      case "genSignedCertWithKey" ->
          certificates().signed(subject(a), key(a.string(5)), issuer(a.any(4)));
      case "buildCustomCert" ->
          Certificates.custom(
              decoded(a.string(0), "certificate"), decoded(a.string(1), "private key"));
      default -> throw unknown(name);
    };
  }

  private Certificates certificates() {
    return new Certificates(context.secureRandom(), context.clock().instant());
  }

  private SigningKey newKey() {
    return context.rsaKey(KEY_BITS);
  }

  private static SigningKey key(String pem) {
    try {
      return PrivateKeys.parse(pem);
    } catch (FunctionException e) {
      throw new FunctionException("parsing private key: " + e.getMessage(), e);
    }
  }

  private static Certificates.Subject authority(Arguments a) {
    return new Certificates.Subject(a.string(0), List.of(), List.of(), a.integer(1));
  }

  private static Certificates.Subject subject(Arguments a) {
    return new Certificates.Subject(a.string(0), a.list(1), a.list(2), a.integer(3));
  }

  /** Refuses bad names before a key is made in vain. */
  private static Certificates.Subject checked(Certificates.Subject subject) {
    subject.alternativeNames();
    return subject;
  }

  private static CertificateObject issuer(@Nullable Object value) {
    if (value instanceof CertificateObject certificate) {
      return certificate;
    }
    throw new FunctionException(
        "wrong type for value; expected sprig.certificate; got " + GoKind.typeNameOf(value));
  }

  private static String decoded(String base64, String what) {
    try {
      return Utf8.decode(GoBase.decode64(base64));
    } catch (FunctionException e) {
      throw new FunctionException("unable to decode base64 " + what, e);
    }
  }
}
