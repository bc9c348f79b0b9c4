package io.maglev.distro.cli.prompt;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Lines of a stream in UTF-8. No byte beyond a line's end is taken: it may be read by others next.
 */
final class StreamKeyboard implements Keyboard {
  private static final int MOST_BYTES = 64 << 10;

  private final InputStream in;

  StreamKeyboard(InputStream in) {
    this.in = in;
  }

  @Override
  public Optional<String> line() {
    try {
      return read();
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read an answer: " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
  }

  @Override
  public Optional<String> secret() {
    return line();
  }

  private Optional<String> read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() == MOST_BYTES) {
        throw new IOException("it has more than " + MOST_BYTES + " bytes, the limit");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
