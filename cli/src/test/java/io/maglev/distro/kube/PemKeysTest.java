package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PemKeysTest {
  /** The head of a 2048 bit RSA key in PKCS #8; the PKCS #1 key is what follows. */
  private static final int PKCS8_HEAD = 26;

  @Test
  void privateKey_pkcs8_isRead() throws GeneralSecurityException {
    for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
      PrivateKey key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();

      assertThat(PemKeys.privateKey(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
    }
  }

  @Test
  void privateKey_pkcs1_isRead() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    PrivateKey key = generator.generateKeyPair().getPrivate();
    byte[] pkcs1 = Arrays.copyOfRange(key.getEncoded(), PKCS8_HEAD, key.getEncoded().length);

    assertThat(PemKeys.privateKey(pem("RSA PRIVATE KEY", pkcs1))).isEqualTo(key);
  }

  @Test
  void privateKey_sec1_isRead_alsoBehindItsParameters() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    ECPrivateKey key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
    String pem = pem("EC PARAMETERS", new byte[] {5, 0}) + pem("EC PRIVATE KEY", sec1(key));

    assertThat(((ECPrivateKey) PemKeys.privateKey(pem)).getS()).isEqualTo(key.getS());
  }

  @Test
  void privateKey_unusable_saysWhy() {
    assertThatThrownBy(() -> PemKeys.privateKey("nothing")).hasMessageContaining("no PEM private");
    assertThatThrownBy(() -> PemKeys.privateKey(pem("ENCRYPTED PRIVATE KEY", new byte[1])))
        .hasMessageContaining("encrypted");
    assertThatThrownBy(() -> PemKeys.privateKey(pem("PRIVATE KEY", new byte[] {1, 2})))
        .hasMessageContaining("unknown kind");
    assertThatThrownBy(() -> PemKeys.privateKey(pem("EC PRIVATE KEY", new byte[] {0x30, 3, 2})))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void certificates_none_isAnError() {
    assertThatThrownBy(() -> PemKeys.certificates("")).hasMessageContaining("no PEM certificate");
  }

  /** ECPrivateKey of RFC 5915 with the curve named, as openssl writes it. */
  private static byte[] sec1(ECPrivateKey key) {
    byte[] secret = new byte[32];
    byte[] number = key.getS().toByteArray();
    int skip = Math.max(0, number.length - 32);
    System.arraycopy(number, skip, secret, 32 - number.length + skip, number.length - skip);
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.writeBytes(HexFormat.of().parseHex("30310201010420"));
    der.writeBytes(secret);
    der.writeBytes(HexFormat.of().parseHex("a00a06082a8648ce3d030107"));
    return der.toByteArray();
  }

  private static String pem(String label, byte[] der) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }
}
