package io.maglev.distro.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what failures are told in: read off the sources, for most are rare to see. */
class MessageFormTest {
  private static final Path SOURCES = Path.of("src/main/java");

  /** The literal that follows a code is the message, or begins it. */
  private static final Pattern MESSAGE =
      Pattern.compile("ErrorCode\\.[A-Z_]+,\\s*(?:[A-Za-z.]+ \\? )?\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Put into a text, an exception shows its class; only bugs may. */
  private static final Pattern CLASS_NAME =
      Pattern.compile(
          "(?<!INTERNAL, )\"[^\"\n]*(?<!internal error): \" \\+ (?:e|failure|cause|exception)(?:[,;)]| \\+)");

  private static final Pattern FULL_STOP = Pattern.compile("\"cannot [^\"\n]*[^.\n]\\.\"\\s*[,)]");

  /** Bugs, and what is told within another message. */
  private static final Set<String> KNOWN =
      Set.of("", "%s exists and is not this hook's own", "NotFound", "Forbidden");

  @Test
  void message_ofEveryFailure_saysWhatCannotBeDone() throws IOException {
    List<String> offenders = new ArrayList<>();
    int seen = 0;
    for (Path file : sources()) {
      Matcher message = MESSAGE.matcher(Files.readString(file));
      while (message.find()) {
        seen++;
        String text = message.group(1);
        if (!text.startsWith("cannot ") && !KNOWN.contains(text)) {
          offenders.add(file.getFileName() + ": " + text);
        }
      }
    }

    assertThat(offenders).isEmpty();
    assertThat(seen).as("messages found at all").isGreaterThan(80);
  }

  @Test
  void message_ofNoFailure_showsJavaClassesOrEndsWithAFullStop() throws IOException {
    List<String> offenders = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      for (Pattern pattern : List.of(CLASS_NAME, FULL_STOP)) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
          offenders.add(file.getFileName() + ": " + found.group());
        }
      }
    }

    assertThat(offenders).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
