package io.maglev.distro.values;

import io.maglev.distro.yaml.YamlException;
import io.maglev.distro.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values a user gives, in Helm's order: files from left to right, then {@code --set-json},
 * {@code --set}, {@code --set-string}, {@code --set-file}, {@code --set-literal}, whatever the
 * order on the command line.
 */
public final class UserValues {
  private static final List<SetMode> ORDER =
      List.of(SetMode.JSON, SetMode.TYPED, SetMode.STRING, SetMode.FILE, SetMode.LITERAL);

  private UserValues() {}

  /**
   * All values joined; numbers of {@code --set} are Long, those of files Double.
   *
   * @param paths of values files, as given to {@code -f}
   * @throws ValuesException if a file or flag is malformed; the value itself is not shown
   */
  public static Map<String, @Nullable Object> merge(
      List<String> paths, List<ValueSource> sources, ValueFiles files) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String path : paths) {
      values = mergeMaps(values, read(path, files));
    }
    for (SetMode mode : ORDER) {
      for (ValueSource source : sources) {
        if (source.mode() == mode) {
          set(values, source, files);
        }
      }
    }
    return values;
  }

  /** Sets in {@code values} what one flag says. */
  public static void set(
      Map<String, @Nullable Object> values, ValueSource source, ValueFiles files) {
    try {
      SetParser.parseInto(source.text(), source.mode(), files, values);
    } catch (SetSyntaxException e) {
      String flag = source.mode().flag();
      String key = source.text().split("=", 2)[0];
      throw new ValuesException(
          "cannot read " + flag + " '" + key + "': " + e.getMessage(), helmText(source, e));
    }
  }

  /** Of JSON Helm names the text, and not what is wrong with it. */
  private static String helmText(ValueSource source, SetSyntaxException problem) {
    String head = "failed parsing " + source.mode().flag() + " data";
    return source.mode() == SetMode.JSON
        ? head + " " + source.text()
        : head + ": " + problem.getMessage();
  }

  /**
   * Both joined: tables are merged, everything else comes from {@code over}. Neither is changed.
   */
  public static Map<String, @Nullable Object> mergeMaps(
      Map<String, @Nullable Object> base, Map<String, @Nullable Object> over) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(base);
    over.forEach(
        (key, value) -> {
          Object present = merged.get(key);
          boolean tables = Tables.isTable(value) && Tables.isTable(present);
          merged.put(key, tables ? mergeMaps(Tables.table(present), Tables.table(value)) : value);
        });
    return merged;
  }

  private static Map<String, @Nullable Object> read(String path, ValueFiles files) {
    try {
      return YamlReader.readMap(new String(files.read(path), StandardCharsets.UTF_8), path);
    } catch (YamlException e) {
      throw new ValuesException(
          "cannot read values '" + path + "': " + e.getMessage(),
          "failed to parse " + path + ": " + e.goMessage());
    }
  }
}
