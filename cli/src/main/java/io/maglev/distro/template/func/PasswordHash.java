package io.maglev.distro.template.func;

import io.maglev.distro.template.Utf8;
import java.util.Random;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** bcrypt as Go's x/crypto writes it. */
final class PasswordHash {
  private static final int COST = 10;
  private static final int SALT_BYTES = 16;
  private static final int MAX_BYTES = 72;

  private PasswordHash() {}

  /** The hash, or what went wrong: sprig does not tell them apart. */
  static String bcrypt(String password, Random random) {
    byte[] bytes = Utf8.bytes(password);
    if (bytes.length > MAX_BYTES) {
      return "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes";
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return OpenBSDBCrypt.generate("2a", bytes, salt, COST);
  }
}
