package io.maglev.distro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private final Map<String, ComponentKind> components = new LinkedHashMap<>();

  SelectionTest() {
    components.put("postgres", ComponentKind.MANAGED_SERVICE);
    components.put("kong", ComponentKind.CORE_ADDON);
    components.put("idm", ComponentKind.CORE_ADDON);
  }

  @Test
  void choose_nothingSaid_isAll() {
    assertThat(Selection.ALL.choose(components)).containsExactly("postgres", "kong", "idm");
  }

  @Test
  void choose_onlyAKind_isThatKind() {
    assertThat(select(List.of("kind=core-addon"), List.of())).containsExactly("kong", "idm");
  }

  @Test
  void choose_onlyAndExclude_takesTheLatterAway() {
    assertThat(select(List.of("kind=core-addon", "postgres"), List.of("idm")))
        .containsExactly("postgres", "kong");
  }

  @Test
  void choose_unknownName_suggestsTheNearest() {
    assertThatThrownBy(() -> select(List.of("postgers"), List.of()))
        .hasMessage("cannot choose component 'postgers': there is none of that name")
        .extracting(e -> ((DistroException) e).hint().orElseThrow())
        .isEqualTo("did you mean 'postgres'?");
  }

  @Test
  void choose_unknownKind_isRefused() {
    assertThatThrownBy(() -> select(List.of("kind=addon"), List.of()))
        .hasMessageContaining("'addon'");
  }

  @Test
  void choose_nothingLeft_isRefused() {
    assertThatThrownBy(() -> select(List.of("idm"), List.of("idm")))
        .hasMessageContaining("none is left");
  }

  private java.util.Set<String> select(List<String> only, List<String> exclude) {
    return new Selection(only, exclude).choose(components);
  }
}
