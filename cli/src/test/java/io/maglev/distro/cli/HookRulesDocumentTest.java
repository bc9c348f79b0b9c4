package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of rules in the documentation is that of the files that show them. */
class HookRulesDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/hooks.md");
  private static final String START = "<!-- rules -->\n";
  private static final String END = "<!-- end of rules -->\n";

  @Test
  void document_rules_areThoseThatAreRun() throws IOException {
    StringBuilder table = new StringBuilder("\n| rule | file |\n|---|---|\n");
    for (HookRule rule : HookRule.all()) {
      table.append("| %s | `%s` |%n".formatted(rule.sentence(), rule.name()));
    }
    table.append('\n');
    String text = Files.readString(DOCUMENT);
    int start = text.indexOf(START) + START.length();
    int end = text.indexOf(END);
    if (Boolean.getBoolean("golden.update")) {
      text = text.substring(0, start) + table + text.substring(end);
      Files.writeString(DOCUMENT, text);
      end = text.indexOf(END);
    }

    assertThat(text.substring(start, end)).isEqualTo(table.toString());
  }
}
