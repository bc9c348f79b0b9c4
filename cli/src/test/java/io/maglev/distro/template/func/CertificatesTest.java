package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesTest {
  private static final Path RECORDED = Path.of("src/test/resources/golden/func/certificates");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @ParameterizedTest
  @CsvSource({"ecdsa,EC,SHA256withECDSA", "ed25519,EdDSA,Ed25519"})
  void signedCert_keyOfAnyType_chainsToItsAuthority(String type, String key, String signature)
      throws GeneralSecurityException {
    String[] pems =
        render(
            """
            {{ $k := genPrivateKey "TYPE" }}{{ $ca := genCAWithKey "ca" 10 $k -}}
            {{ $c := genSignedCertWithKey "leaf" nil (list "a.svc") 1 $ca (genPrivateKey "TYPE") -}}
            {{ $ca.Cert }}|{{ $c.Cert }}\
            """
                .replace("TYPE", type));
    X509Certificate leaf = certificate(pems[1]);

    validate(certificate(pems[0]), leaf, NOW.plusSeconds(1));
    assertThat(leaf.getPublicKey().getAlgorithm()).isEqualTo(key);
    assertThat(leaf.getSigAlgName()).isEqualTo(signature);
  }

  @Test
  void signedCert_ofGenCa_carriesNamesKeyAndValidity() throws GeneralSecurityException {
    String[] pems =
        render(
            """
            {{ $ca := genCA "My CA" 3650 -}}
            {{ $c := genSignedCert "web" (list "10.0.0.1" "::1") (list "a.svc" "*.svc") 365 $ca -}}
            {{ $ca.Cert }}|{{ $c.Cert }}|{{ $c.Key }}\
            """);
    X509Certificate authority = certificate(pems[0]);
    X509Certificate leaf = certificate(pems[1]);

    validate(authority, leaf, NOW.plus(Duration.ofDays(364)));
    assertThat(leaf.getSubjectAlternativeNames())
        .containsExactly(
            List.of(2, "a.svc"),
            List.of(2, "*.svc"),
            List.of(7, "10.0.0.1"),
            List.of(7, "0:0:0:0:0:0:0:1"));
    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=web");
    assertThat(leaf.getIssuerX500Principal()).isEqualTo(authority.getSubjectX500Principal());
    assertThat(leaf.getNotBefore()).isEqualTo(Date.from(NOW.minusMillis(678)));
    assertThat(Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(365));
    assertThat(((RSAPublicKey) leaf.getPublicKey()).getModulus().bitLength()).isEqualTo(2048);
    assertThat(leaf.getSerialNumber()).isGreaterThan(BigInteger.TWO.pow(64));
    assertThat(PrivateKeys.parse(pems[2]).publicKey().getPublicKeyData().getBytes())
        .isEqualTo(publicKeyBits(pems[1]));
  }

  @Test
  void signedCert_afterItsDays_isRefused() throws GeneralSecurityException {
    String[] pems =
        render(
            """
            {{ $k := genPrivateKey "ecdsa" }}{{ $ca := genCAWithKey "ca" 10 $k -}}
            {{ $ca.Cert }}|{{ (genSignedCertWithKey "leaf" nil nil 1 $ca $k).Cert }}\
            """);
    X509Certificate authority = certificate(pems[0]);
    X509Certificate leaf = certificate(pems[1]);

    assertThatThrownBy(() -> validate(authority, leaf, NOW.plus(Duration.ofDays(2))))
        .isInstanceOf(GeneralSecurityException.class);
  }

  /** Go's duration of more than 292 years wraps around; recorded from Helm 3.22. */
  @ParameterizedTest
  @CsvSource({
    "106751,2318-04-13T03:04:05Z",
    "106752,1733-09-23T03:29:31Z",
    "9223372036854775807,2026-01-01T03:04:05Z",
    "-1,2026-01-01T03:04:05Z",
  })
  void certificate_ofAnyNumberOfDays_endsWhenGosDoes(String days, String end)
      throws GeneralSecurityException {
    String pem =
        render(
            "{{ (genCAWithKey \"a\" DAYS (genPrivateKey \"ecdsa\")).Cert }}".replace("DAYS", days))[
            0];

    assertThat(certificate(pem).getNotAfter()).isEqualTo(Date.from(Instant.parse(end)));
  }

  @ParameterizedTest
  @CsvSource({
    "(list \"10.0.0.1/24\") nil,error parsing ip: 10.0.0.1/24",
    "(list 1) nil,error parsing ip: 1 is not a string",
    "nil (list nil),error processing alternate dns name: <nil> is not a string",
    "nil (list \"ä\"),error creating certificate: x509: \"ä\" cannot be encoded as an IA5String",
  })
  void certificate_ofBadNames_isRefusedInSprigsWords(String names, String message) {
    String template = "{{ genSelfSignedCertWithKey \"a\" NAMES 1 (genPrivateKey \"ecdsa\") }}";

    assertThatThrownBy(() -> render(template.replace("NAMES", names))).message().endsWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca", "leaf"})
  void extensions_comparedWithHelm_areTheSameInTheSameOrder(String name) throws IOException {
    String[] pems =
        render(
            """
            {{ $k := (genSelfSignedCert "any" nil nil 1).Key }}{{ $ca := genCAWithKey "My CA" 3650 $k -}}
            {{ $c := genSignedCertWithKey "*.svc" (list "10.0.0.1" "::1") (list "a.svc" "*.svc") 365 $ca $k -}}
            {{ $ca.Cert }}|{{ $c.Cert }}\
            """);
    String recorded = Files.readString(RECORDED.resolve(name + ".pem"));

    assertThat(shape(pems[name.equals("ca") ? 0 : 1])).isEqualTo(shape(recorded));
  }

  @Test
  void subjectKeyId_computedFromHelmsKey_isHelms() throws IOException {
    X509CertificateHolder recorded = holder(Files.readString(RECORDED.resolve("ca.pem")));
    String extension =
        hex(
            recorded
                .getExtension(Extension.subjectKeyIdentifier)
                .getParsedValue()
                .toASN1Primitive()
                .getEncoded());

    assertThat(extension).endsWith(hex(Certificates.keyId(recorded.getSubjectPublicKeyInfo())));
  }

  @Test
  void htpasswd_hashRecordedFromHelm_verifies() {
    String recorded = "$2a$10$TrI5JQz2ZaZo83Swbhqshef60RZCqxHZ3mBGfA8CUDiSr1ho2ofiC";

    assertThat(OpenBSDBCrypt.checkPassword(recorded, "sécret".getBytes(StandardCharsets.UTF_8)))
        .isTrue();
  }

  /** Names, criticality and, unless they depend on keys, values of the extensions. */
  private static String shape(String pem) throws IOException {
    X509CertificateHolder certificate = holder(pem);
    StringBuilder shape = new StringBuilder();
    shape.append(certificate.getSignatureAlgorithm().getAlgorithm()).append('\n');
    shape.append(hex(certificate.getSubject().getEncoded())).append('\n');
    for (Object id : certificate.getExtensionOIDs()) {
      Extension extension = certificate.getExtension((ASN1ObjectIdentifier) id);
      byte[] value = extension.getExtnValue().getOctets();
      boolean keyId = value.length == 22 || value.length == 24;
      shape.append(id).append(' ').append(extension.isCritical()).append(' ');
      shape.append(keyId ? value.length : hex(value)).append('\n');
    }
    return shape.toString();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static X509CertificateHolder holder(String pem) throws IOException {
    return new X509CertificateHolder(Pem.decode(pem).orElseThrow().der());
  }

  private static byte[] publicKeyBits(String pem) {
    try {
      return holder(pem).getSubjectPublicKeyInfo().getPublicKeyData().getBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] render(String template) {
    return Templates.render(template, Map.of()).split("\\|");
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static void validate(X509Certificate authority, X509Certificate leaf, Instant when)
      throws GeneralSecurityException {
    CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf));
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(when));
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }
}
