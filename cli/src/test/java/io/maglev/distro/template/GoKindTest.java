package io.maglev.distro.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoKindTest {
  private static final GoObject POINTER = () -> "*chart.Metadata";

  @Test
  void kind_ofEachValue_hasGosName() {
    assertThat(GoKind.of(null).goName()).isEqualTo("invalid");
    assertThat(GoKind.of(1L).goName()).isEqualTo("int64");
    assertThat(GoKind.of(new GoInt(1)).goName()).isEqualTo("int");
    assertThat(GoKind.of(1.0).goName()).isEqualTo("float64");
    assertThat(GoKind.of(new byte[0]).goName()).isEqualTo("slice");
    assertThat(GoKind.of(new GoStrings(List.of())).goName()).isEqualTo("slice");
    assertThat(GoKind.of(Map.of()).goName()).isEqualTo("map");
    assertThat(GoKind.of(POINTER).goName()).isEqualTo("ptr");
    assertThat(GoKind.of((GoObject) () -> "engine.x").goName()).isEqualTo("struct");
  }

  @Test
  void typeName_ofTypedValues_isTheirOwn() {
    assertThat(GoKind.typeNameOf(null)).isEqualTo("<nil>");
    assertThat(GoKind.typeNameOf(Map.of())).isEqualTo("map[string]interface {}");
    assertThat(GoKind.typeNameOf(new GoStringMap(Map.of()))).isEqualTo("map[string]string");
    assertThat(GoKind.typeNameOf(new GoList("int", List.of()))).isEqualTo("[]int");
    assertThat(GoKind.typeNameOf(POINTER)).isEqualTo("*chart.Metadata");
  }

  @Test
  void truth_ofEmptyAndZeroValues_isFalse() {
    assertThat(List.of("", false, 0L, 0.0, new GoInt(0), List.of(), Map.of(), new byte[0]))
        .noneMatch(GoKind::isTrue);
    assertThat(GoKind.isTrue(null)).isFalse();
    assertThat(List.of("x", true, 1L, 0.5, new GoInt(-1), List.of(1), new byte[1], POINTER))
        .allMatch(GoKind::isTrue);
  }

  @Test
  void foreignClass_hasNoKind() {
    assertThatThrownBy(() -> GoKind.of(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no Go type stands for java.lang.Integer");
  }
}
