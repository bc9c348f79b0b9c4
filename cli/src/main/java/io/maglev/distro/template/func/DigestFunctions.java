package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.Utf8;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;

/** Checksums of a text's bytes, in hexadecimal but for Adler's. */
final class DigestFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        sha1sum(string) string | {{ sha1sum "a" }} | 86f7e437faa5a7fce15d1ddcb9eaeaea377667b8
        sha256sum(string) string | {{ sha256sum "a" | trunc 16 }} | ca978112ca1bbdca
        sha512sum(string) string | {{ sha512sum "a" | trunc 16 }} | 1f40fc92da241694
        adler32sum(string) string | {{ adler32sum "a" }} | 6422626
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    byte[] bytes = Utf8.bytes(a.string(0));
    return switch (name) {
      case "sha1sum" -> hex("SHA-1", bytes);
      case "sha256sum" -> hex("SHA-256", bytes);
      case "sha512sum" -> hex("SHA-512", bytes);
      case "adler32sum" -> adler32(bytes);
      default -> throw unknown(name);
    };
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String adler32(byte[] bytes) {
    Adler32 sum = new Adler32();
    sum.update(bytes);
    return Long.toString(sum.getValue());
  }
}
