package io.maglev.distro.cli.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.cli.command.Commands;
import io.maglev.distro.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of errors for users is what the code says; {@code just errors} makes it anew. */
class ErrorsDocumentTest {
  private static final Pattern COMMAND = Pattern.compile("`distro ([a-z]+)");
  private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)[` ]");

  @Test
  void document_isUpToDate() throws IOException {
    String text = ErrorsDocument.text();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(ErrorsDocument.FILE, text);
    }

    assertThat(Files.readString(ErrorsDocument.FILE))
        .as("docs/errors.md is stale: run 'just errors'")
        .isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void texts_areCompleteAndInTheirForm(ErrorCode code) {
    List<String> texts =
        Stream.of(Stream.of(code.meaning()), code.causes().stream(), code.remedies().stream())
            .flatMap(entries -> entries)
            .toList();

    assertThat(code.causes()).isNotEmpty();
    assertThat(code.remedies()).isNotEmpty();
    assertThat(texts).allMatch(text -> !text.isBlank() && !text.endsWith("."));
    assertThat(code.meaning()).doesNotContain("|");
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void texts_nameCommandsAndOptionsThatExist(ErrorCode code) {
    String text = String.join("\n", code.causes()) + "\n" + String.join("\n", code.remedies());
    Matcher command = COMMAND.matcher(text);
    while (command.find()) {
      assertThat(Commands.find(command.group(1))).as(command.group()).isPresent();
    }
    String options = Ran.distro("completion", "bash").out();
    Matcher option = OPTION.matcher(text);
    while (option.find()) {
      assertThat(options).contains("'" + option.group(1) + "' '");
    }
  }
}
