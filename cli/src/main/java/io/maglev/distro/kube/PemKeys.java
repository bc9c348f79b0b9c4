package io.maglev.distro.kube;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and private keys out of PEM text. Java reads PKCS #8 only, so the older forms that
 * kubeconfigs hold are wrapped into it first.
 */
final class PemKeys {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final byte[] VERSION_0 = hex("020100");
  private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
  private static final byte[] EC_OID = hex("06072a8648ce3d0201");
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int CURVE_TAG = 0xa0;

  private PemKeys() {}

  /** All certificates in the text, in order; other blocks are passed over. */
  static List<Certificate> certificates(String pem) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      if (block.group(1).endsWith("CERTIFICATE")) {
        byte[] der = decode(block.group(2));
        certificates.add(factory.generateCertificate(new ByteArrayInputStream(der)));
      }
    }
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("there is no PEM certificate in it");
    }
    return certificates;
  }

  /** The first private key in the text. */
  static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      byte[] der = decode(block.group(2));
      switch (block.group(1)) {
        case "PRIVATE KEY" -> {
          return fromPkcs8(der);
        }
        case "RSA PRIVATE KEY" -> {
          return fromPkcs8(element(SEQUENCE, VERSION_0, RSA, element(OCTET_STRING, der)));
        }
        case "EC PRIVATE KEY" -> {
          byte[] algorithm = element(SEQUENCE, EC_OID, curveOf(der));
          return fromPkcs8(element(SEQUENCE, VERSION_0, algorithm, element(OCTET_STRING, der)));
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new GeneralSecurityException("the private key is encrypted");
        default -> {
          // a certificate, or the parameters that may precede an EC key
        }
      }
    }
    throw new GeneralSecurityException("there is no PEM private key in it");
  }

  private static PrivateKey fromPkcs8(byte[] der) throws GeneralSecurityException {
    GeneralSecurityException failure =
        new GeneralSecurityException("the private key is of an unknown kind");
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  /** The curve's OID, which SEC 1 keeps in the optional element [0] of the key. */
  private static byte[] curveOf(byte[] sec1) throws GeneralSecurityException {
    int at = contentStart(sec1, 0);
    while (at < sec1.length) {
      int start = contentStart(sec1, at);
      int end = start + length(sec1, at);
      if (end > sec1.length) {
        break;
      }
      if ((sec1[at] & 0xff) == CURVE_TAG) {
        return Arrays.copyOfRange(sec1, start, end);
      }
      at = end;
    }
    throw new GeneralSecurityException("the private key does not name its curve");
  }

  private static int length(byte[] der, int at) throws GeneralSecurityException {
    int first = byteAt(der, at + 1);
    if (first < 0x80) {
      return first;
    }
    int value = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      value = value << 8 | byteAt(der, at + 2 + i);
      if (value < 0 || value > der.length) {
        throw new GeneralSecurityException("the private key is malformed");
      }
    }
    return value;
  }

  private static int contentStart(byte[] der, int at) throws GeneralSecurityException {
    int first = byteAt(der, at + 1);
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int byteAt(byte[] der, int at) throws GeneralSecurityException {
    if (at >= der.length) {
      throw new GeneralSecurityException("the private key is malformed");
    }
    return der[at] & 0xff;
  }

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try {
      for (byte[] part : parts) {
        content.write(part);
      }
      whole.write(tag);
      int length = content.size();
      if (length < 0x80) {
        whole.write(length);
      } else {
        byte[] digits = HexFormat.of().parseHex(String.format("%04x", length));
        whole.write(0x80 | digits.length);
        whole.write(digits);
      }
      content.writeTo(whole);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return whole.toByteArray();
  }

  private static byte[] decode(String base64) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(base64.strip().getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("a PEM block is not base64", e);
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
