package io.maglev.distro.cli.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The recorded example of each code, a console session a file; {@code -Dgolden.update=true} records
 * them anew.
 */
final class ErrorExamples {
  private static final Path DIR = Path.of("src/test/resources/golden/errors");

  private ErrorExamples() {}

  static void compare(ErrorCode code, String session) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file(code), session);
    }
    assertThat(session).isEqualTo(Files.readString(file(code)));
  }

  static String of(ErrorCode code) throws IOException {
    return Files.readString(file(code));
  }

  private static Path file(ErrorCode code) {
    return DIR.resolve(code + ".txt");
  }
}
