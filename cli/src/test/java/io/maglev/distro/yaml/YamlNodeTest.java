package io.maglev.distro.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.SourceLocation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlNodeTest {
  private static final String MANIFEST =
      """
      # a comment
      name: postgres
      values:
        replicas: 3
        hosts:
        - a
        - {name: "b"}
      empty:
      """;

  @Test
  void parse_keysAndValues_knowTheirPlaces() {
    YamlNode.MapNode root = (YamlNode.MapNode) YamlNode.parse(MANIFEST, "maglev.yaml");

    YamlNode.Entry name = root.entries().get(0);
    assertThat(name.problem("unknown key")).hasToString("maglev.yaml:2:1: unknown key");
    assertThat(name.value().where()).hasToString("maglev.yaml:2:7");
    YamlNode.MapNode values = (YamlNode.MapNode) root.get("values").orElseThrow();
    assertThat(values.where()).hasToString("maglev.yaml:4:3");
    assertThat(values.get("replicas").orElseThrow().problem("too many"))
        .hasToString("maglev.yaml:4:13: too many");
    YamlNode.ListNode hosts = (YamlNode.ListNode) values.get("hosts").orElseThrow();
    assertThat(hosts.where()).hasToString("maglev.yaml:6:3");
    YamlNode.MapNode host = (YamlNode.MapNode) hosts.elements().get(1);
    assertThat(host.where()).hasToString("maglev.yaml:7:5");
    assertThat(host.get("name").orElseThrow().where()).hasToString("maglev.yaml:7:12");
    assertThat(root.get("empty").orElseThrow().where()).hasToString("maglev.yaml:8:7");
  }

  @Test
  void toValue_wholeTree_isWhatReadObjectGives() {
    assertThat(YamlNode.parse(MANIFEST, "").toValue())
        .isEqualTo(YamlReader.readObject(MANIFEST, ""));
  }

  @Test
  void parse_scalar_keepsTextAndValue() {
    YamlNode.MapNode root = (YamlNode.MapNode) YamlNode.parse("a: 010\nb: '010'\nc: ~", "");

    assertThat(root.get("a").orElseThrow())
        .isEqualTo(new YamlNode.ScalarNode("010", 8L, new SourceLocation("", 1, 4, "")));
    assertThat(((YamlNode.ScalarNode) root.get("b").orElseThrow()).value()).isEqualTo("010");
    assertThat(((YamlNode.ScalarNode) root.get("c").orElseThrow()).isNull()).isTrue();
  }

  @Test
  void parse_equalKeys_areRefusedWithBothPlaces() {
    assertThatThrownBy(() -> YamlNode.parse("a: 1\nb: 2\na: 3\n", "m.yaml"))
        .isInstanceOf(YamlException.class)
        .extracting(e -> ((DistroException) e).where().get(0).toString())
        .isEqualTo("m.yaml:3:1: mapping key \"a\" already defined at line 1");
  }

  @Test
  void parse_mergeKeys_yieldToOwnKeysAndToEarlierMaps() {
    YamlNode node = YamlNode.parse("x: {<<: [{a: 1, b: 1}, {b: 2, c: 2}], a: 0}\nz: {'<<': 1}", "");

    assertThat(node.toValue())
        .isEqualTo(Map.of("x", Map.of("a", 0L, "b", 1L, "c", 2L), "z", Map.of("<<", 1L)));
  }

  @Test
  void parse_mergeOfAScalar_isRefused() {
    assertThatThrownBy(() -> YamlNode.parse("a: {<<: 1}", ""))
        .hasMessageContaining("map merge requires map or sequence of maps as the value");
  }

  @Test
  void parse_alias_standsWhereItsAnchorStands() {
    YamlNode.MapNode root = (YamlNode.MapNode) YamlNode.parse("a: &x [1]\nb: *x\n", "");

    assertThat(root.get("b").orElseThrow().toValue()).isEqualTo(List.of(1L));
    assertThat(root.get("b").orElseThrow().where()).hasToString("");
    assertThat(root.get("b").orElseThrow().where().line()).isEqualTo(1);
  }

  @Test
  void parse_emptyStream_isNull() {
    YamlNode node = YamlNode.parse("# nothing\n", "m.yaml");

    assertThat(node.toValue()).isNull();
    assertThat(node.where()).hasToString("m.yaml:1:1");
  }

  @Test
  void parse_infinity_isRefused() {
    assertThatThrownBy(() -> YamlNode.parse("a: .inf", ""))
        .hasMessageContaining("json: unsupported value: +Inf");
  }
}
