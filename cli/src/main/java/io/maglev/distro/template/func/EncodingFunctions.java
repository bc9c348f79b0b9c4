package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.Utf8;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Sprig's base 64 and base 32; what does not decode gives the text of Go's error. */
final class EncodingFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        b64enc(string) string | {{ b64enc "hello" }} | aGVsbG8=
        b64dec(string) string | {{ b64dec "aGVsbG8=" }} | hello
        b32enc(string) string | {{ b32enc "hello" }} | NBSWY3DP
        b32dec(string) string | {{ b32dec "NBSWY3DP" }} | hello
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    String text = a.string(0);
    return switch (name) {
      case "b64enc" -> Base64.getEncoder().encodeToString(Utf8.bytes(text));
      case "b64dec" -> GoBase.textOrError(text, 64);
      case "b32enc" -> GoBase.encode32(Utf8.bytes(text));
      case "b32dec" -> GoBase.textOrError(text, 32);
      default -> throw unknown(name);
    };
  }
}
