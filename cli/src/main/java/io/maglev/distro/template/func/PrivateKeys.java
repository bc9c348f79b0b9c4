package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.DSAPrivateKey;
import java.security.interfaces.DSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Random;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DSAParameter;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Private keys as sprig makes, reads and writes them. */
final class PrivateKeys {
  private static final String SUFFIX = " PRIVATE KEY";

  private PrivateKeys() {}

  /** Sprig's {@code genPrivateKey}: rsa (4096 bits), dsa, ecdsa (P-256) or ed25519, as PEM. */
  static String generate(String type, FunctionContext context) {
    SecureRandom random = context.secureRandom();
    try {
      return switch (type) {
        case "", "rsa" -> context.rsaKey(4096).toPem();
        case "dsa" -> dsa(random);
        case "ecdsa" -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
          generator.initialize(new ECGenParameterSpec("secp256r1"), random);
          yield generated(generator).toPem();
        }
        case "ed25519" -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
          generator.initialize(255, random);
          yield generated(generator).toPem();
        }
        default -> "Unknown type " + type;
      };
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot generate a key of type " + type, e);
    }
  }

  /** A new RSA key. */
  static SigningKey rsa(int bits, Random random) {
    try {
      return SigningKey.of(rsaInfo(RsaKeys.generate(bits, random)));
    } catch (IOException e) {
      throw new IllegalStateException("cannot encode an RSA key", e);
    }
  }

  private static SigningKey generated(KeyPairGenerator generator) {
    return SigningKey.of(
        PrivateKeyInfo.getInstance(generator.generateKeyPair().getPrivate().getEncoded()));
  }

  /** Go has no DSA in PKCS#8; this is OpenSSL's format. */
  private static String dsa(SecureRandom random) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
    generator.initialize(2048, random);
    java.security.KeyPair pair = generator.generateKeyPair();
    DSAPrivateKey key = (DSAPrivateKey) pair.getPrivate();
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(new ASN1Integer(BigInteger.ZERO));
    parts.add(new ASN1Integer(key.getParams().getP()));
    parts.add(new ASN1Integer(key.getParams().getQ()));
    parts.add(new ASN1Integer(key.getParams().getG()));
    parts.add(new ASN1Integer(((DSAPublicKey) pair.getPublic()).getY()));
    parts.add(new ASN1Integer(key.getX()));
    return new Pem("DSA PRIVATE KEY", new DERSequence(parts).getEncoded(ASN1Encoding.DER)).encode();
  }

  /**
   * Reads a key from PEM.
   *
   * @throws FunctionException in sprig's words
   */
  static SigningKey parse(String text) {
    Pem pem = Pem.decode(text).orElseThrow(() -> new FunctionException("no PEM data in input"));
    if (pem.type().equals("PRIVATE KEY")) {
      return parsed("decoding PEM as PKCS#8: ", () -> PrivateKeyInfo.getInstance(pem.der()));
    }
    if (!pem.type().endsWith(SUFFIX)) {
      throw new FunctionException("no private key data in PEM block of type " + pem.type());
    }
    String algorithm = pem.type().substring(0, pem.type().length() - SUFFIX.length());
    String trouble = "parsing " + algorithm + " private key from PEM: ";
    return switch (algorithm) {
      case "RSA" -> parsed(trouble, () -> pkcs1(pem.der()));
      case "EC" -> parsed(trouble, () -> sec1(pem.der()));
      case "DSA" -> parsed(trouble, () -> openSslDsa(pem.der()));
      default -> throw new FunctionException("invalid private key type " + pem.type());
    };
  }

  private static PrivateKeyInfo pkcs1(byte[] der) throws IOException {
    return rsaInfo(RSAPrivateKey.getInstance(der));
  }

  private static PrivateKeyInfo rsaInfo(RSAPrivateKey key) throws IOException {
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), key);
  }

  private static PrivateKeyInfo sec1(byte[] der) throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(der);
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()),
        key);
  }

  private static PrivateKeyInfo openSslDsa(byte[] der) throws IOException {
    ASN1Sequence parts = ASN1Sequence.getInstance(der);
    DSAParameter parameters =
        new DSAParameter(integer(parts, 1), integer(parts, 2), integer(parts, 3));
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_dsa, parameters),
        new ASN1Integer(integer(parts, 5)));
  }

  private static BigInteger integer(ASN1Sequence parts, int index) {
    return ASN1Integer.getInstance(parts.getObjectAt(index)).getValue();
  }

  private static SigningKey parsed(String trouble, Decoding decoding) {
    try {
      return SigningKey.of(decoding.decode());
    } catch (IOException | RuntimeException e) {
      throw new FunctionException(trouble + "asn1: structure error", e);
    }
  }

  /** What may fail on hostile input in any way. */
  @FunctionalInterface
  private interface Decoding {
    PrivateKeyInfo decode() throws IOException;
  }
}
