package io.maglev.distro.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

  @Test
  void read_numbers_areDouble() {
    assertThat(YamlReader.read("{a: 1, b: 0x10, c: 010, d: 1_000, e: 1.5}", ""))
        .isEqualTo(Map.of("a", 1.0, "b", 16.0, "c", 8.0, "d", 1000.0, "e", 1.5));
  }

  @Test
  void readObject_wholeNumbers_areLong() {
    assertThat(YamlReader.readObject("{a: 1, b: 1.0, c: 1.5}", ""))
        .isEqualTo(Map.of("a", 1L, "b", 1L, "c", 1.5));
  }

  @Test
  void read_mergeKey_overridesEarlierKeysOnly() {
    assertThat(YamlReader.read("b: &b {p: 1, q: 1}\nm:\n  p: 2\n  <<: *b\n  q: 2\n", ""))
        .isEqualTo(Map.of("b", Map.of("p", 1.0, "q", 1.0), "m", Map.of("p", 1.0, "q", 2.0)));
  }

  @Test
  void readObjects_emptyDocuments_areLeftOut() {
    assertThat(YamlReader.readObjects("---\na: 1\n---\n# nothing\n---\nb: 2\n", ""))
        .isEqualTo(List.of(Map.of("a", 1L), Map.of("b", 2L)));
  }

  @Test
  void readMap_list_isRefusedInGosWords() {
    assertThatThrownBy(() -> YamlReader.readMap("[1]", "values.yaml"))
        .isInstanceOf(YamlException.class)
        .hasMessage("cannot read YAML 'values.yaml': expected a map, found array")
        .extracting("goMessage")
        .isEqualTo(
            "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go"
                + " value of type map[string]interface {}");
  }

  @Test
  void splitDocuments_separators_areHelms() {
    assertThat(YamlReader.splitDocuments("---\na: 1\n--- \n\n---\nb: 2\n---  c: 3\n"))
        .as("a separator right after another one is text, as in Helm")
        .containsExactly("a: 1", "---\nb: 2", "c: 3");
  }

  @Test
  void splitDocuments_anyText_splitsAsHelmsExpression() {
    Pattern helms = Pattern.compile("(?:^|[\\t\\n\\f\\r ]*\\n)---[\\t\\n\\f\\r ]*");
    String[] parts = {"---", "-", "\n", "\n---", " ", "\t", "\r", "\f", "\u000b", "\u00a0", "a"};
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("a");
      random.ints(random.nextInt(12), 0, parts.length).forEach(p -> text.append(parts[p]));
      String stream = text.append("a").substring(random.nextInt(2));

      assertThat(YamlReader.splitDocuments(stream))
          .as("%s", stream)
          .isEqualTo(
              helms
                  .splitAsStream(trimmed(stream))
                  .filter(document -> !document.isEmpty())
                  .map(YamlReaderTest::trimmed)
                  .toList());
    }
  }

  private static String trimmed(String text) {
    return text.replaceAll("^[\\s\u000b\u00a0]+|[\\s\u000b\u00a0]+$", "");
  }

  @Test
  void write_map_isInHelmsStyle() {
    assertThat(
            GoYaml.write(
                Map.of("a10", List.of(1.0, "yes"), "a2", Map.of(), "b", "x\ny\n", "c", 1e6)))
        .isEqualTo("a2: {}\na10:\n- 1\n- \"yes\"\nb: |\n  x\n  y\nc: 1000000\n");
  }
}
