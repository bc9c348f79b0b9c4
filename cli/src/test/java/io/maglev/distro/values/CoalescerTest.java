package io.maglev.distro.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoalescerTest {

  static Stream<String> rows() throws IOException {
    try (InputStream in = CoalescerTest.class.getResourceAsStream("coalesce.rows")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines().filter(line -> !line.startsWith("#")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void coalesce_rowOfHelm_givesWhatHelmGives(String row) {
    List<String> cells = List.of(row.split(" \\| "));
    Node chart = Node.of(YamlReader.readMap(cells.get(0), ""));
    Map<String, @Nullable Object> user = YamlReader.readMap(cells.get(1), "");
    Coalescer coalescer = new Coalescer();

    assertThat(outcome(values -> coalescer.coalesce(chart, values), user)).isEqualTo(cells.get(2));
    assertThat(coalescer.warnings()).hasSize(Integer.parseInt(cells.get(3)));
    assertThat(outcome(values -> coalescer.merge(chart, values), user)).isEqualTo(cells.get(4));
  }

  @Test
  void coalesce_inputs_areNotChanged() {
    Node chart = Node.of(YamlReader.readMap("{name: p, values: {a: {b: 1, c: 2}}}", ""));
    Map<String, @Nullable Object> user = YamlReader.readMap("{a: {b: null}, l: [{x: 1}]}", "");

    Map<String, @Nullable Object> values = new Coalescer().coalesce(chart, user);
    Tables.table(values.get("a")).put("new", 1L);

    assertThat(GoJson.write(user)).isEqualTo("{\"a\":{\"b\":null},\"l\":[{\"x\":1}]}");
    assertThat(GoJson.write(chart.values())).isEqualTo("{\"a\":{\"b\":1,\"c\":2}}");
  }

  @Test
  void coalesce_typeClash_warnsWithoutTheValue() {
    Node chart = Node.of(YamlReader.readMap("{name: p, values: {a: {b: {c: 1}}}}", ""));
    Coalescer coalescer = new Coalescer();

    coalescer.coalesce(chart, YamlReader.readMap("{a: {b: s3cret}}", ""));

    assertThat(coalescer.warnings())
        .containsExactly("warning: cannot overwrite table with non table for p.a.b");
  }

  private static String outcome(
      Function<Map<String, @Nullable Object>, Map<String, @Nullable Object>> operation,
      Map<String, @Nullable Object> user) {
    try {
      return GoJson.write(operation.apply(user));
    } catch (ValuesException e) {
      return "error: " + e.helmText();
    }
  }

  private record Node(String name, Map<String, @Nullable Object> values, List<Node> dependencies)
      implements ValuesNode {

    static Node of(Map<String, @Nullable Object> yaml) {
      List<?> deps = yaml.get("deps") instanceof List<?> list ? list : List.of();
      Map<String, @Nullable Object> values =
          yaml.get("values") == null ? new LinkedHashMap<>() : Tables.table(yaml.get("values"));
      return new Node(
          String.valueOf(yaml.get("name")),
          values,
          deps.stream().map(dep -> of(Tables.table(dep))).toList());
    }
  }
}
