package io.maglev.distro.cli.error;

import io.maglev.distro.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code docs/errors.md} as the code has it. */
final class ErrorsDocument {
  static final Path FILE = Path.of("../docs/errors.md");

  private static final String HEAD =
      """
      # Errors

      Made from the code by `just errors`; a test fails when this file is stale. Every example is what a command really printed.

      An error is told in this form, on stderr:

      ```
      error: cannot <verb> <thing> '<name>': <reason>
        at <file>:<line>:<column>: <detail>
        hint: <what to do>
      ```

      Each kind of error has a code. A person sees it with `--debug`, as a line `code: CODE, see docs/errors.md`; programs find it as
      `code` in the errors of `--progress json` (see [the command line](cli.md#progress-for-programs)). Scripts should look at the exit code or at this
      code, never at the words.

      | code | exit | what has happened |
      |---|---|---|
      """;

  private ErrorsDocument() {}

  static String text() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (ErrorCode code : ErrorCode.values()) {
      text.append("| [").append(code).append("](#").append(anchor(code)).append(") | ");
      text.append(ExitCode.of(code)).append(" | ").append(code.meaning()).append(" |\n");
    }
    for (ErrorCode code : ErrorCode.values()) {
      section(text, code);
    }
    return text.toString();
  }

  private static void section(StringBuilder text, ErrorCode code) throws IOException {
    text.append("\n## ").append(code).append('\n');
    text.append(code.meaning()).append(". Exit code ").append(ExitCode.of(code)).append(".\n");
    list(text, "Usual causes:", code.causes());
    list(text, "What to do:", code.remedies());
    text.append("\n```console\n").append(ErrorExamples.of(code)).append("```\n");
  }

  private static void list(StringBuilder text, String title, List<String> entries) {
    text.append('\n').append(title).append('\n');
    entries.forEach(entry -> text.append("- ").append(entry).append('\n'));
  }

  private static String anchor(ErrorCode code) {
    return code.name().toLowerCase(java.util.Locale.ROOT);
  }
}
