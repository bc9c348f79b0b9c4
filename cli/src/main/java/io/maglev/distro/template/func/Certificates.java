package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.fmt.GoFormat;
import io.maglev.distro.template.fmt.Quote;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes the certificates of sprig: version 3, a random serial number, for servers and clients, with
 * the extensions in the order in which Go writes them.
 */
final class Certificates {
  private static final int SERIAL_BITS = 128;
  private static final int KEY_ID_BYTES = 20;

  private final SecureRandom random;
  private final Instant now;

  Certificates(SecureRandom random, Instant now) {
    this.random = random;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** A self-signed certificate that may sign others. */
  CertificateObject authority(Subject subject, SigningKey key) {
    return issue(subject, key, null, key, true);
  }

  /** A self-signed certificate. */
  CertificateObject selfSigned(Subject subject, SigningKey key) {
    return issue(subject, key, null, key, false);
  }

  /**
   * A certificate signed by an authority.
   *
   * @throws FunctionException in sprig's words, if the authority is malformed or its key foreign
   */
  CertificateObject signed(Subject subject, SigningKey key, CertificateObject authority) {
    Pem pem =
        Pem.decode(authority.cert())
            .orElseThrow(() -> new FunctionException("unable to decode certificate"));
    X509CertificateHolder issuer = parse(pem, "decodedSignerCert");
    SigningKey issuerKey = parseKey(authority.key());
    if (!issuer.getSubjectPublicKeyInfo().equals(issuerKey.publicKey())) {
      throw new FunctionException(
          "error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey");
    }
    return issue(subject, key, issuer, issuerKey, false);
  }

  /** Sprig's {@code buildCustomCert}: checks both and keeps them as they are. */
  static CertificateObject custom(String certificate, String key) {
    Pem pem =
        Pem.decode(certificate)
            .orElseThrow(() -> new FunctionException("unable to decode certificate"));
    parse(pem, "decodedCert");
    parseKey(key);
    return new CertificateObject(certificate, key);
  }

  private static SigningKey parseKey(String key) {
    try {
      return PrivateKeys.parse(key);
    } catch (FunctionException e) {
      throw new FunctionException("error parsing private key: " + e.getMessage(), e);
    }
  }

  private static X509CertificateHolder parse(Pem pem, String variable) {
    try {
      return new X509CertificateHolder(pem.der());
    } catch (IOException | RuntimeException e) {
      throw new FunctionException(
          "error parsing certificate: " + variable + ".Bytes: x509: malformed certificate", e);
    }
  }

  private CertificateObject issue(
      Subject subject,
      SigningKey key,
      @Nullable X509CertificateHolder issuer,
      SigningKey issuerKey,
      boolean authority) {
    X500Name name = name(subject.commonName());
    X500Name issuerName = issuer == null ? name : issuer.getSubject();
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              issuerName,
              new BigInteger(SERIAL_BITS, random).max(BigInteger.ONE),
              Date.from(now),
              Date.from(subject.end(now)),
              name,
              key.publicKey());
      addUsage(builder, authority);
      if (authority) {
        builder.addExtension(
            Extension.subjectKeyIdentifier,
            false,
            new SubjectKeyIdentifier(keyId(key.publicKey())));
      }
      if (issuer != null && !issuerName.equals(name)) {
        addAuthorityKey(builder, issuer);
      }
      addNames(builder, subject, name);
      byte[] der =
          builder
              .build(
                  new JcaContentSignerBuilder(issuerKey.signatureAlgorithm())
                      .setSecureRandom(random)
                      .build(issuerKey.toJdk()))
              .getEncoded();
      return new CertificateObject(new Pem("CERTIFICATE", der).encode(), key.toPem());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new FunctionException("error creating certificate: x509: " + e.getMessage(), e);
    }
  }

  private static void addUsage(X509v3CertificateBuilder builder, boolean authority)
      throws IOException {
    int usage = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(authority ? usage | KeyUsage.keyCertSign : usage));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
  }

  private static void addAuthorityKey(
      X509v3CertificateBuilder builder, X509CertificateHolder issuer) throws IOException {
    SubjectKeyIdentifier id = SubjectKeyIdentifier.fromExtensions(issuer.getExtensions());
    if (id != null) {
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new AuthorityKeyIdentifier(id.getKeyIdentifier()));
    }
  }

  private static void addNames(X509v3CertificateBuilder builder, Subject subject, X500Name name)
      throws IOException {
    List<GeneralName> names = subject.alternativeNames();
    if (!names.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          name.getRDNs().length == 0,
          new GeneralNames(names.toArray(GeneralName[]::new)));
    }
  }

  /** Go's choice since 1.25: the first 160 bits of the SHA-256 of the public key. */
  static byte[] keyId(SubjectPublicKeyInfo key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getPublicKeyData().getBytes());
      return Arrays.copyOf(hash, KEY_ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X500Name name(String commonName) {
    if (commonName.isEmpty()) {
      return new X500Name(new RDN[0]);
    }
    ASN1Encodable value =
        commonName.matches("[A-Za-z0-9 '()+,./:=?-]*")
            ? new DERPrintableString(commonName)
            : new DERUTF8String(commonName);
    return new X500Name(new RDN[] {new RDN(new AttributeTypeAndValue(BCStyle.CN, value))});
  }

  /**
   * Whom a certificate is for.
   *
   * @param addresses IP addresses as texts; anything else is refused
   * @param hosts DNS names as texts; anything else is refused
   * @param days how long it is valid from now on
   */
  record Subject(
      String commonName,
      List<@Nullable Object> addresses,
      List<@Nullable Object> hosts,
      long days) {

    /** A Go duration counts nanoseconds in 64 bits: from 106752 days on it wraps around. */
    Instant end(Instant start) {
      return start.plusNanos(days * Duration.ofDays(1).toNanos());
    }

    List<GeneralName> alternativeNames() {
      List<GeneralName> names = new java.util.ArrayList<>();
      List<GeneralName> ips = addresses.stream().map(Subject::address).toList();
      hosts.forEach(host -> names.add(host(host)));
      names.addAll(ips);
      return names;
    }

    private static GeneralName address(@Nullable Object value) {
      if (!(value instanceof String text)) {
        throw new FunctionException(
            "error parsing ip: " + GoFormat.sprint(value) + " is not a string");
      }
      byte[] bytes =
          GoAddress.parse(text)
              .orElseThrow(() -> new FunctionException("error parsing ip: " + text));
      return new GeneralName(GeneralName.iPAddress, new DEROctetString(bytes));
    }

    private static GeneralName host(@Nullable Object value) {
      if (!(value instanceof String text)) {
        throw new FunctionException(
            "error processing alternate dns name: " + GoFormat.sprint(value) + " is not a string");
      }
      if (!text.chars().allMatch(c -> c < 0x80)) {
        throw new FunctionException(
            "error creating certificate: x509: "
                + Quote.quote(text)
                + " cannot be encoded as an IA5String");
      }
      return new GeneralName(GeneralName.dNSName, text);
    }
  }
}
