package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import org.jspecify.annotations.Nullable;

/** Sprig's password hashes, derived passwords and encryption. */
final class SecretFunctions implements FunctionFamily {
  /** Slow on purpose: about a tenth of a second. */
  private static final long SLOW_HASH_STEPS = 200_000;

  private final FunctionContext context;

  SecretFunctions(FunctionContext context) {
    this.context = context;
  }

  @Override
  public String table() {
    return """
        bcrypt(string) string | {{ bcrypt "secret" | trunc 7 }} | $2a$10$
        htpasswd(string, string) string | {{ htpasswd "user" "secret" | trunc 12 }} | user:$2a$10$
        derivePassword(int, string, string, string, string) string | {{ derivePassword 1 "long" "password" "user" "example.com" }} | ZedaFaxcZaso9*
        encryptAES(string, string) string | {{ encryptAES "key" "text" | decryptAES "key" }} | text
        decryptAES(string, string) string | {{ decryptAES "key" "" | quote }} | ""
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    if (!name.endsWith("AES")) {
      a.spend(SLOW_HASH_STEPS);
    }
    return switch (name) {
      case "bcrypt" -> PasswordHash.bcrypt(a.string(0), context.random());
      case "htpasswd" ->
          a.string(0).contains(":")
              ? "invalid username: " + a.string(0)
              : a.string(0) + ":" + PasswordHash.bcrypt(a.string(1), context.random());
      case "derivePassword" ->
          MasterPassword.derive(a.integer(0), a.string(1), a.string(2), a.string(3), a.string(4));
      case "encryptAES" -> AesText.encrypt(a.string(0), a.string(1), context.random());
      case "decryptAES" -> AesText.decrypt(a.string(0), a.string(1));
      default -> throw unknown(name);
    };
  }
}
