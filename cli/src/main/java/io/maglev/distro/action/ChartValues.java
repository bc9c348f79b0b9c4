package io.maglev.distro.action;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.values.SetMode;
import io.maglev.distro.values.UserValues;
import io.maglev.distro.values.ValueSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user's values for one chart, by the flags of Helm of the same names. Immutable.
 *
 * @param files of {@code -f}; {@code -} is the standard input
 */
public record ChartValues(
    List<String> files,
    List<String> set,
    List<String> setString,
    List<String> setFile,
    List<String> setJson,
    List<String> setLiteral) {

  /** What Helm says first of a file that a value is read from. */
  private static final String SET_FILE = "failed parsing --set-file data: ";

  /** All of them joined, in Helm's order. */
  Map<String, @Nullable Object> read(InputStream stdin) {
    List<ValueSource> sources = new ArrayList<>();
    add(sources, SetMode.TYPED, set);
    add(sources, SetMode.STRING, setString);
    add(sources, SetMode.FILE, setFile);
    add(sources, SetMode.JSON, setJson);
    add(sources, SetMode.LITERAL, setLiteral);
    return UserValues.merge(files, sources, path -> content(path, stdin));
  }

  private static void add(List<ValueSource> sources, SetMode mode, List<String> texts) {
    texts.forEach(text -> sources.add(new ValueSource(mode, text)));
  }

  private byte[] content(String path, InputStream stdin) {
    try {
      return path.strip().equals("-") ? stdin.readAllBytes() : Files.readAllBytes(Path.of(path));
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read values '" + path + "': no readable file of that name",
          List.of(
              SourceLocation.ofText((files.contains(path) ? "" : SET_FILE) + helmText(path, e))),
          Optional.empty(),
          e);
    }
  }

  private static String helmText(String path, IOException e) {
    if (Files.isDirectory(Path.of(path))) {
      return "read " + path + ": is a directory";
    }
    return "open " + path + ": " + FileTrouble.reason(e);
  }
}
