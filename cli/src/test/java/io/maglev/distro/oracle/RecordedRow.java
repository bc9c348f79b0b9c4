package io.maglev.distro.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A line of a row file that {@code testbed/oracle} has recorded: {@code input -> "output"} or
 * {@code input -> error "text"}.
 *
 * @param failed whether the oracle answered with an error, whose text {@code expected} then is
 */
public record RecordedRow(String place, String input, boolean failed, String expected) {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String ARROW = " -> ";
  private static final String ERROR = "error ";

  /** The rows of one file under {@code golden/}. */
  public static List<RecordedRow> read(String file) {
    try {
      List<String> lines = Files.readAllLines(GOLDEN.resolve(file));
      return IntStream.range(0, lines.size())
          .filter(i -> !lines.get(i).isBlank() && !lines.get(i).startsWith("#"))
          .mapToObj(i -> parse(file + ":" + (i + 1), lines.get(i)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names, below {@code golden/}, of the row files in a directory there. */
  public static List<String> files(String directory) {
    try (Stream<Path> paths = Files.list(GOLDEN.resolve(directory))) {
      return paths
          .map(path -> directory + "/" + path.getFileName())
          .filter(name -> name.endsWith(".rows"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedRow parse(String place, String line) {
    int at = line.indexOf(ARROW);
    String result = line.substring(at + ARROW.length());
    boolean failed = result.startsWith(ERROR);
    String quoted = failed ? result.substring(ERROR.length()) : result;
    return new RecordedRow(place, line.substring(0, at), failed, GoQuoted.unquote(quoted));
  }

  /** The input, which may be written as a Go string literal. */
  public String text() {
    return input.startsWith("\"") ? GoQuoted.unquote(input) : input;
  }

  @Override
  public String toString() {
    return place + " " + input;
  }
}
