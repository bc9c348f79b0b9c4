package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.Utf8;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in CBC mode, the key being the password filled up with zeros; as base 64. */
final class AesText {
  private static final int KEY_BYTES = 32;
  private static final int BLOCK = 16;

  private AesText() {}

  static String encrypt(String password, String text, Random random) {
    if (text.isEmpty()) {
      return "";
    }
    byte[] iv = new byte[BLOCK];
    random.nextBytes(iv);
    byte[] content = Utf8.bytes(text);
    int padding = BLOCK - content.length % BLOCK;
    byte[] padded = Arrays.copyOf(content, content.length + padding);
    Arrays.fill(padded, content.length, padded.length, (byte) padding);
    byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, password, iv, padded);
    byte[] result = Arrays.copyOf(iv, BLOCK + encrypted.length);
    System.arraycopy(encrypted, 0, result, BLOCK, encrypted.length);
    return Base64.getEncoder().encodeToString(result);
  }

  /**
   * The inverse of {@link #encrypt}; the padding is believed, so a wrong password gives noise.
   *
   * @throws FunctionException the errors and panics of the Go function
   */
  static String decrypt(String password, String base64) {
    if (base64.isEmpty()) {
      return "";
    }
    byte[] bytes = GoBase.decode64(base64);
    if (bytes.length < BLOCK) {
      throw new FunctionException(
          "runtime error: slice bounds out of range [:16] with capacity "
              + base64.length() / 4 * 3);
    }
    if (bytes.length % BLOCK != 0) {
      throw new FunctionException("crypto/cipher: input not full blocks");
    }
    byte[] iv = Arrays.copyOf(bytes, BLOCK);
    byte[] encrypted = Arrays.copyOfRange(bytes, BLOCK, bytes.length);
    if (encrypted.length == 0) {
      throw new FunctionException("runtime error: index out of range [-1]");
    }
    byte[] padded = crypt(Cipher.DECRYPT_MODE, password, iv, encrypted);
    int length = padded.length - (padded[padded.length - 1] & 0xFF);
    if (length < 0) {
      throw new FunctionException("runtime error: slice bounds out of range [:" + length + "]");
    }
    return Utf8.decode(padded, 0, length);
  }

  private static byte[] crypt(int mode, String password, byte[] iv, byte[] content) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      byte[] key = Arrays.copyOf(Utf8.bytes(password), KEY_BYTES);
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
