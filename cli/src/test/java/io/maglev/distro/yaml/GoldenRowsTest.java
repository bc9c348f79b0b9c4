package io.maglev.distro.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares with what Helm's own libraries answered to the same inputs. Re-record with {@code (cd
 * testbed/yaml-oracle && go run . ../../cli/src/test/resources/golden/yaml)}; point {@code
 * -Dyaml.rows} at a directory of {@link RandomRows} to compare with many more.
 */
class GoldenRowsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 12;

  private static final Map<String, Function<JsonNode, @Nullable Object>> OPERATIONS =
      new LinkedHashMap<>();

  static {
    OPERATIONS.put("to-yaml", in -> GoYaml.write(value(in)));
    OPERATIONS.put("to-yaml-pretty", in -> GoYaml.writePretty(value(in)));
    OPERATIONS.put("to-json", in -> GoJson.write(value(in)));
    OPERATIONS.put("to-raw-json", in -> GoJson.writeRaw(value(in)));
    OPERATIONS.put("to-pretty-json", in -> GoJson.writeIndented(value(in)));
    OPERATIONS.put("from-yaml", in -> YamlReader.read(in.textValue(), ""));
    OPERATIONS.put("from-yaml-map", in -> YamlReader.readMap(in.textValue(), ""));
    OPERATIONS.put("from-yaml-array", in -> YamlReader.readList(in.textValue(), ""));
    OPERATIONS.put("from-json", in -> GoJson.read(in.textValue()));
    OPERATIONS.put("from-json-map", in -> GoJson.readMap(in.textValue()));
    OPERATIONS.put("from-json-array", in -> GoJson.readList(in.textValue()).orElse(List.of()));
    OPERATIONS.put("to-toml", in -> GoToml.write(value(in)));
    OPERATIONS.put("from-toml", in -> GoJson.read(GoJson.write(GoToml.read(in.textValue()))));
    OPERATIONS.put("split-manifests", in -> YamlReader.splitDocuments(in.textValue()));
    OPERATIONS.put("format-float", in -> floatForms(Double.parseDouble(in.textValue())));
  }

  @TestFactory
  Stream<DynamicTest> rows_everyInput_isAnsweredAsByGo() throws IOException {
    String directory = System.getProperty("yaml.rows", "src/test/resources/golden/yaml");
    List<Path> files;
    try (Stream<Path> found = Files.list(Path.of(directory))) {
      files = found.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
  }

  private static void check(Path file) throws IOException {
    String name = file.getFileName().toString();
    Function<JsonNode, @Nullable Object> operation =
        Objects.requireNonNull(OPERATIONS.get(name.substring(0, name.indexOf('.'))), name);

    List<String> wrong = new ArrayList<>();
    List<String> rows = Files.readAllLines(file);
    for (String line : rows) {
      JsonNode row = JSON.readTree(line);
      String expected =
          row.has("error") ? "error: " + row.get("error").textValue() : show(plain(row.get("out")));
      String actual = answer(operation, row.get("in"));
      if (!comparable(name, actual).equals(comparable(name, expected))) {
        wrong.add(
            "in:       " + row.get("in") + "\nexpected: " + expected + "\nactual:   " + actual);
      }
    }

    assertThat(rows).isNotEmpty();
    assertThat(wrong.stream().limit(SHOWN))
        .as("%d of %d rows of %s", wrong.size(), rows.size(), name)
        .isEmpty();
  }

  /**
   * Of several keys that have no string form Go names one at random; and what {@code toYaml} could
   * not write nobody gets to read.
   */
  private static String comparable(String name, String answer) {
    if (name.startsWith("to-yaml") && answer.startsWith("error: ")) {
      return "error";
    }
    int value = answer.indexOf(", value: ");
    return answer.contains("unsupported map key") && value > 0
        ? answer.substring(0, value)
        : answer;
  }

  private static String answer(Function<JsonNode, @Nullable Object> operation, JsonNode in) {
    try {
      return show(operation.apply(in));
    } catch (YamlException e) {
      return "error: " + e.goMessage();
    }
  }

  private static String floatForms(double value) {
    return GoNumber.general(value) + " " + GoNumber.general32(value) + " " + GoNumber.json(value);
  }

  /** A template's value: whole numbers are Long, others Double. */
  private static @Nullable Object value(JsonNode node) {
    return plain(node, true);
  }

  private static @Nullable Object plain(@Nullable JsonNode node) {
    return node == null ? null : plain(node, false);
  }

  private static @Nullable Object plain(JsonNode node, boolean longs) {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), plain(e.getValue(), longs)));
      return map;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(element -> list.add(plain(element, longs)));
      return list;
    }
    if (node.isNumber()) {
      return longs && node.canConvertToLong() && node.isIntegralNumber()
          ? (Object) node.longValue()
          : (Object) node.doubleValue();
    }
    return node.isTextual() ? node.textValue() : node.isBoolean() ? node.booleanValue() : null;
  }

  private static String show(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      StringBuilder text = new StringBuilder("{");
      map.entrySet().stream()
          .sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
          .forEach(
              e -> text.append(e.getKey()).append('=').append(show(e.getValue())).append("; "));
      return text.append('}').toString();
    }
    if (value instanceof List<?> list) {
      StringBuilder text = new StringBuilder("[");
      list.forEach(element -> text.append(show(element)).append("; "));
      return text.append(']').toString();
    }
    if (value instanceof String text) {
      return "<" + text + ">";
    }
    if (value instanceof Double number) {
      // The rows are JSON, read by a parser that drops the sign of zero.
      return "Double " + (number + 0.0);
    }
    return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
  }
}
