package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** One PEM block, read and written as Go's {@code encoding/pem} does. Immutable. */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";
  private static final Base64.Encoder ENCODER =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private final String type;
  private final byte[] der;

  /**
   * Takes the content as it is.
   *
   * @param type e.g. {@code CERTIFICATE}
   */
  Pem(String type, byte[] der) {
    this.type = type;
    this.der = der;
  }

  String type() {
    return type;
  }

  byte[] der() {
    return der.clone();
  }

  /** The first well-formed block in a text. */
  static Optional<Pem> decode(String text) {
    int begin = lineStart(text, BEGIN, 0);
    while (begin >= 0) {
      Optional<Pem> block = blockAt(text, begin);
      if (block.isPresent()) {
        return block;
      }
      begin = lineStart(text, BEGIN, begin + 1);
    }
    return Optional.empty();
  }

  private static Optional<Pem> blockAt(String text, int begin) {
    int lineEnd = text.indexOf('\n', begin);
    if (lineEnd < 0) {
      return Optional.empty();
    }
    String line = text.substring(begin + BEGIN.length(), lineEnd).stripTrailing();
    if (!line.endsWith(DASHES)) {
      return Optional.empty();
    }
    String type = line.substring(0, line.length() - DASHES.length());
    int end = lineStart(text, "-----END " + type + DASHES, lineEnd);
    if (end < 0) {
      return Optional.empty();
    }
    try {
      String body = withoutHeaders(text.substring(lineEnd + 1, end));
      return Optional.of(new Pem(type, GoBase.decode64(body.replaceAll("[ \t\r\n]", ""))));
    } catch (FunctionException e) {
      return Optional.empty();
    }
  }

  /** Lines of the form {@code Name: value} may precede the content. */
  private static String withoutHeaders(String body) {
    int start = 0;
    int lineEnd = body.indexOf('\n');
    while (lineEnd >= 0 && body.substring(start, lineEnd).contains(":")) {
      start = lineEnd + 1;
      lineEnd = body.indexOf('\n', start);
    }
    return body.substring(start);
  }

  private static int lineStart(String text, String prefix, int from) {
    int at = text.indexOf(prefix, from);
    while (at > 0 && text.charAt(at - 1) != '\n') {
      at = text.indexOf(prefix, at + 1);
    }
    return at;
  }

  String encode() {
    return BEGIN
        + type
        + DASHES
        + "\n"
        + ENCODER.encodeToString(der)
        + "\n-----END "
        + type
        + DASHES
        + "\n";
  }
}
