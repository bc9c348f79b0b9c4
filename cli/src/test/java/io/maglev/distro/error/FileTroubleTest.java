package io.maglev.distro.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {

  @Test
  void reason_missingFile_saysSoWithoutThePath(@TempDir Path dir) {
    assertThat(reasonOfReading(dir.resolve("missing"))).isEqualTo("no such file or directory");
  }

  @Test
  void reason_directoryReadAsFile_isASentence(@TempDir Path dir) {
    assertThat(reasonOfReading(dir)).isEqualTo("it is a directory");
  }

  @Test
  void reason_noPermission_saysSo() {
    assertThat(FileTrouble.reason(new AccessDeniedException("/secret")))
        .isEqualTo("permission denied");
  }

  @Test
  void reason_ofTheSystem_isPassedOn() {
    assertThat(FileTrouble.reason(new FileSystemException("/x", null, "No space left on device")))
        .isEqualTo("No space left on device");
  }

  @Test
  void reason_withoutAnyWord_isTheKind() {
    assertThat(FileTrouble.reason(new IOException())).isEqualTo("IOException");
  }

  private static String reasonOfReading(Path file) {
    try {
      Files.readString(file);
      throw new AssertionError("it can be read");
    } catch (IOException e) {
      return FileTrouble.reason(e);
    }
  }
}
