package io.maglev.distro.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.maglev.distro.model.KubeObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
  private static final Map<String, String> LABELS =
      Map.of("app", "web", "tier", "front", "example.com/empty", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | true",
        "app=web | true",
        "app==web | true",
        "app=db | false",
        "app!=db | true",
        "missing!=x | true",
        "app in (db, web) | true",
        "app in (db) | false",
        "app notin (db) | true",
        "missing notin (db) | true",
        "app | true",
        "!app | false",
        "!missing | true",
        "example.com/empty= | true",
        "app=web,tier=back | false",
        "app=web, tier in (front,back),!missing | true"
      })
  void labels_match(String selector, boolean expected) {
    assertThat(LabelSelector.parse(selector).test(LABELS)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app=web tier=front", "app in web", "=x", "a=b,,c=d", "a=(b)"})
  void labels_malformed_areRefused(String selector) {
    assertThatIllegalArgumentException().isThrownBy(() -> LabelSelector.parse(selector));
  }

  @Test
  void labels_ofSpec_matchBoth() {
    Map<String, Object> spec =
        Map.of(
            "matchLabels",
            Map.of("app", "web"),
            "matchExpressions",
            List.of(Map.of("key", "tier", "operator", "In", "values", List.of("front"))));

    assertThat(LabelSelector.ofSpec(Trees.copy(spec)).test(LABELS)).isTrue();
    assertThat(LabelSelector.ofSpec(Trees.copy(spec)).test(Map.of("app", "web"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata.name=x | true",
        "metadata.name==x | true",
        "metadata.name!=x | false",
        "involvedObject.kind=Pod,type=Warning | true",
        "involvedObject.kind=Pod,type=Normal | false",
        "status.phase= | true"
      })
  void fields_match(String selector, boolean expected) {
    KubeObject event =
        new KubeObject(
            Map.of(
                "metadata", Map.of("name", "x"),
                "involvedObject", Map.of("kind", "Pod"),
                "type", "Warning"));

    assertThat(FieldSelector.parse(selector).test(event)).isEqualTo(expected);
  }
}
