package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maglev.distro.oracle.RecordedRow;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.exec.ExecException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what Helm's engine makes of the same templates. */
class RecordedFunctionsTest {
  private static final Path VALUES = Path.of("src/test/resources/golden/func/values.json");

  static Stream<RecordedRow> rows() {
    return RecordedRow.files("func").stream().flatMap(file -> RecordedRow.read(file).stream());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row_rendered_equalsHelm(RecordedRow row) {
    if (!row.failed()) {
      assertThat(Templates.render(row.input(), values())).isEqualTo(row.expected());
      return;
    }
    assertThatThrownBy(() -> Templates.render(row.input(), values()))
        .isInstanceOfSatisfying(
            ExecException.class, e -> assertThat(asHelmSays(e)).isEqualTo(row.expected()));
  }

  /** Helm shows of a failure that the chart declares its place and message alone. */
  private static String asHelmSays(ExecException e) {
    if (e.getCause() instanceof ChartFailureException failure) {
      String place = String.valueOf(e.getMessage()).split(": ", 3)[1];
      return "execution error at (" + place + "): " + failure.getMessage();
    }
    return String.valueOf(e.getMessage());
  }

  private static Object values() {
    try {
      return Map.of("Values", plain(new ObjectMapper().readTree(VALUES.toFile())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(element -> list.add(plain(element)));
      return list;
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.isNull() ? null : node.isBoolean() ? node.booleanValue() : node.textValue();
  }

  @Test
  void rows_together_callEveryFunction() {
    Set<String> uncalled = new TreeSet<>(Templates.FUNCTIONS.keySet());
    List<String> inputs = rows().map(RecordedRow::input).toList();
    uncalled.removeIf(name -> inputs.stream().anyMatch(input -> calls(input, name)));

    assertThat(uncalled).isEmpty();
  }

  private static boolean calls(String input, String name) {
    return input.matches(".*[{( |]" + name + "\\b.*");
  }

  @Test
  void functions_all_carryTheirOwnName() {
    Templates.FUNCTIONS.forEach(
        (name, function) ->
            assertThat(function).extracting(TemplateFunction::name).isEqualTo(name));
  }
}
