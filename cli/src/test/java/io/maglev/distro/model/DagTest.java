package io.maglev.distro.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DagTest {

  @Test
  void order_independentNodes_keepsTheGivenOrder() {
    Dag dag = Dag.of(edges("c", List.of(), "a", List.of(), "b", List.of()));

    assertThat(dag.order()).containsExactly("c", "a", "b");
  }

  @Test
  void order_diamond_putsPrerequisitesFirst() {
    Dag dag =
        Dag.of(
            edges(
                "idm", List.of("kong", "postgres"),
                "kong", List.of("postgres"),
                "redis", List.of(),
                "postgres", List.of()));

    assertThat(dag.order()).containsExactly("redis", "postgres", "kong", "idm");
  }

  @Test
  void of_prerequisiteThatIsNoNode_isLeftOut() {
    Dag dag = Dag.of(edges("idm", List.of("elsewhere")));

    assertThat(dag.prerequisites("idm")).isEmpty();
  }

  @Test
  void reversed_turnsEdgesAndOrder() {
    Dag dag = Dag.of(edges("postgres", List.of(), "kong", List.of("postgres")));

    assertThat(dag.reversed().order()).containsExactly("kong", "postgres");
    assertThat(dag.reversed().prerequisites("postgres")).containsExactly("kong");
  }

  @Test
  void closure_followsPrerequisitesOnly() {
    Dag dag =
        Dag.of(edges("a", List.of("b"), "b", List.of("c"), "c", List.of(), "d", List.of("a")));

    assertThat(dag.closure(List.of("a"))).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void cycle_none_isEmpty() {
    Dag dag =
        Dag.of(edges("a", List.of("b", "c"), "b", List.of("d"), "c", List.of("d"), "d", List.of()));

    assertThat(dag.cycle()).isEmpty();
  }

  @Test
  void cycle_behindABranch_isNamedByItsPath() {
    Dag dag =
        Dag.of(
            edges(
                "x", List.of("y", "a"),
                "y", List.of(),
                "a", List.of("b"),
                "b", List.of("c"),
                "c", List.of("a")));

    assertThat(dag.cycle()).contains(List.of("a", "b", "c", "a"));
  }

  @Test
  void cycle_ofOne_isFound() {
    assertThat(Dag.of(edges("a", List.of("a"))).cycle()).contains(List.of("a", "a"));
  }

  @Test
  void cycle_veryLongChain_needsNoDeepStack() {
    Map<String, List<String>> edges = new LinkedHashMap<>();
    for (int i = 0; i < 50_000; i++) {
      edges.put("n" + i, List.of("n" + (i + 1)));
    }

    assertThat(Dag.of(edges).cycle()).isEmpty();
  }

  @SuppressWarnings("unchecked") // pairs of a name and a list, by construction of the tests
  private static Map<String, List<String>> edges(Object... pairs) {
    Map<String, List<String>> edges = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      edges.put((String) pairs[i], (List<String>) pairs[i + 1]);
    }
    return edges;
  }
}
