package io.maglev.distro.template.func;

import io.maglev.distro.template.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/** The Master Password algorithm: the same inputs give the same password for ever. */
final class MasterPassword {
  private static final String SEED = "com.lyndir.masterpassword";
  private static final String VOWELS = "aeiou";
  private static final String CONSONANTS = "bcdfghjklmnpqrstvwxyz";
  private static final String UPPER_VOWELS = "AEIOU";
  private static final String UPPER_CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ";
  private static final String LETTERS = UPPER_VOWELS + VOWELS + UPPER_CONSONANTS + CONSONANTS;
  private static final String DIGITS = "0123456789";

  private static final Map<String, String> TEMPLATES =
      Map.of(
          "maximum", "anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno",
          "long",
              "CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv"
                  + " CvccCvcvCvcvno CvcvnoCvccCvcv CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc"
                  + " CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv CvccCvccCvcvno"
                  + " CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc"
                  + " CvccCvcvCvccno",
          "medium", "CvcnoCvc CvcCvcno",
          "short", "Cvcn",
          "basic", "aaanaaan aannaaan aaannaaa",
          "pin", "nnnn");

  private static final Map<Character, String> CHARACTERS =
      Map.of(
          'V', UPPER_VOWELS,
          'C', UPPER_CONSONANTS,
          'v', VOWELS,
          'c', CONSONANTS,
          'a', LETTERS,
          'n', DIGITS,
          'o', "@&%?,=[]_:-+*$#!'^~;()/.",
          'x', LETTERS + DIGITS + "!@#$%^&*()");

  private MasterPassword() {}

  /** The password, or what went wrong: sprig does not tell them apart. */
  static String derive(long counter, String type, String password, String user, String site) {
    String list = TEMPLATES.get(type);
    if (list == null) {
      return "cannot find password template " + type;
    }
    byte[] key = SCrypt.generate(Utf8.bytes(password), salted(user, new byte[0]), 32768, 8, 2, 64);
    byte[] count = ByteBuffer.allocate(4).putInt((int) counter).array();
    byte[] seed = hmac(key, salted(site, count));
    String[] templates = list.split(" ");
    String template = templates[(seed[0] & 0xFF) % templates.length];
    StringBuilder derived = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      String characters = CHARACTERS.getOrDefault(template.charAt(i), DIGITS);
      derived.append(characters.charAt((seed[i + 1] & 0xFF) % characters.length()));
    }
    return derived.toString();
  }

  private static byte[] salted(String name, byte[] suffix) {
    byte[] seed = SEED.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Utf8.bytes(name);
    return ByteBuffer.allocate(seed.length + 4 + bytes.length + suffix.length)
        .put(seed)
        .putInt(bytes.length)
        .put(bytes)
        .put(suffix)
        .array();
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
