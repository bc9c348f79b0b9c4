package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * A private key and the public key that belongs to it. Immutable.
 *
 * @param algorithm the JDK's name: RSA, EC, Ed25519 or DSA
 */
record SigningKey(String algorithm, PrivateKeyInfo info, SubjectPublicKeyInfo publicKey) {

  static SigningKey of(PrivateKeyInfo info) {
    try {
      String algorithm = algorithmOf(info);
      return new SigningKey(
          algorithm, info, algorithm.equals("RSA") ? rsaPublic(info) : publicOf(info));
    } catch (IOException e) {
      throw new FunctionException("unknown private key", e);
    }
  }

  private static String algorithmOf(PrivateKeyInfo info) {
    ASN1ObjectIdentifier id = info.getPrivateKeyAlgorithm().getAlgorithm();
    if (id.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return "RSA";
    }
    if (id.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return "EC";
    }
    if (id.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return "Ed25519";
    }
    return id.equals(X9ObjectIdentifiers.id_dsa) ? "DSA" : id.getId();
  }

  /** Taken from the structure: a key parameter would first prove that the modulus is composite. */
  private static SubjectPublicKeyInfo rsaPublic(PrivateKeyInfo info) throws IOException {
    RSAPrivateKey key = RSAPrivateKey.getInstance(info.parsePrivateKey());
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        new RSAPublicKey(key.getModulus(), key.getPublicExponent()));
  }

  private static SubjectPublicKeyInfo publicOf(PrivateKeyInfo info) throws IOException {
    return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
        publicOf(PrivateKeyFactory.createKey(info)));
  }

  private static AsymmetricKeyParameter publicOf(AsymmetricKeyParameter key) {
    if (key instanceof ECPrivateKeyParameters ec) {
      return new ECPublicKeyParameters(
          ec.getParameters().getG().multiply(ec.getD()).normalize(), ec.getParameters());
    }
    if (key instanceof Ed25519PrivateKeyParameters edwards) {
      return edwards.generatePublicKey();
    }
    if (key instanceof DSAPrivateKeyParameters dsa) {
      return new org.bouncycastle.crypto.params.DSAPublicKeyParameters(
          dsa.getParameters().getG().modPow(dsa.getX(), dsa.getParameters().getP()),
          dsa.getParameters());
    }
    throw new FunctionException("unable to get public key for type " + key.getClass());
  }

  /** The key for the JDK's signatures. */
  PrivateKey toJdk() throws GeneralSecurityException, IOException {
    return KeyFactory.getInstance(algorithm)
        .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded(ASN1Encoding.DER)));
  }

  /** The algorithm that Go signs certificates with. */
  String signatureAlgorithm() {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> ecSignatureAlgorithm();
      case "Ed25519" -> "Ed25519";
      default ->
          throw new FunctionException(
              "error creating certificate:"
                  + " x509: certificate private key does not implement crypto.Signer");
    };
  }

  private String ecSignatureAlgorithm() {
    int bits = publicKey.getPublicKeyData().getBytes().length * 4;
    if (bits > 400) {
      return "SHA512withECDSA";
    }
    return bits > 300 ? "SHA384withECDSA" : "SHA256withECDSA";
  }

  /** PKCS#1 for RSA, SEC 1 for EC, else PKCS#8. */
  String toPem() throws IOException {
    return switch (algorithm) {
      case "RSA" ->
          new Pem("RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded())
              .encode();
      case "EC" -> new Pem("EC PRIVATE KEY", sec1()).encode();
      default -> new Pem("PRIVATE KEY", info.getEncoded(ASN1Encoding.DER)).encode();
    };
  }

  private byte[] sec1() throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
    int bits = (publicKey.getPublicKeyData().getBytes().length - 1) * 4;
    return new ECPrivateKey(
            bits,
            key.getKey(),
            new DERBitString(publicKey.getPublicKeyData().getBytes()),
            info.getPrivateKeyAlgorithm().getParameters())
        .getEncoded(ASN1Encoding.DER);
  }
}
