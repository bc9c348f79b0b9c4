package io.maglev.distro.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.yaml.GoJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SetParserTest {
  private static final String BASE =
      "{\"old\":{\"a\":1,\"n\":null},\"list\":[1,{\"k\":\"v\"},[1]],\"text\":\"t\",\"none\":null}";

  static Stream<String> rows() throws IOException {
    try (InputStream in = SetParserTest.class.getResourceAsStream("set.rows")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines().filter(line -> !line.startsWith("#")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void parse_rowOfHelm_givesWhatHelmGives(String row) {
    List<String> cells = List.of(row.split(" \\| ", 3));
    SetMode mode = SetMode.valueOf(cells.get(0).toUpperCase(Locale.ROOT));

    assertThat(outcome(mode, cells.get(1))).isEqualTo(cells.get(2));
  }

  @Test
  void parse_typedValues_haveGoTypes() {
    Map<String, @Nullable Object> table = new LinkedHashMap<>();

    SetParser.parseInto("a=1,b=true,c=null,d=x,e=1.5", SetMode.TYPED, path -> new byte[0], table);

    assertThat(table)
        .containsEntry("a", 1L)
        .containsEntry("b", true)
        .containsEntry("c", null)
        .containsEntry("d", "x")
        .containsEntry("e", "1.5");
  }

  @Test
  void parse_jsonNumber_isDouble() {
    Map<String, @Nullable Object> table = new LinkedHashMap<>();

    SetParser.parseInto("a=1", SetMode.JSON, path -> new byte[0], table);

    assertThat(table).containsEntry("a", 1.0);
  }

  @Test
  void parse_largestIndex_padsWithNull() {
    Map<String, @Nullable Object> table = new LinkedHashMap<>();

    SetParser.parseInto("a[65536]=x", SetMode.TYPED, path -> new byte[0], table);

    assertThat((List<?>) table.get("a")).hasSize(65_537).last().isEqualTo("x");
  }

  @Test
  void parse_fileThatFails_failureIsPassedOn() {
    ValueFiles broken =
        path -> {
          throw new IllegalStateException("no " + path);
        };

    assertThatThrownBy(
            () -> SetParser.parseInto("a=f.txt", SetMode.FILE, broken, new LinkedHashMap<>()))
        .hasMessage("no f.txt");
  }

  private static String outcome(SetMode mode, String text) {
    Map<String, @Nullable Object> table = Tables.copy(Tables.table(GoJson.read(BASE)));
    ValueFiles files = path -> ("<" + path + ">").getBytes(StandardCharsets.UTF_8);
    try {
      SetParser.parseInto(text, mode, files, table);
    } catch (SetSyntaxException e) {
      return "error: " + e.getMessage();
    }
    Map<String, @Nullable Object> base = Tables.table(GoJson.read(BASE));
    table.entrySet().removeIf(e -> unchanged(base, e));
    return GoJson.write(table);
  }

  private static boolean unchanged(
      Map<String, @Nullable Object> base, Map.Entry<String, @Nullable Object> entry) {
    return base.containsKey(entry.getKey())
        && GoJson.write(base.get(entry.getKey())).equals(GoJson.write(entry.getValue()));
  }
}
