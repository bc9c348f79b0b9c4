package io.maglev.distro.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("postgres", "redis", "kong", "idm");

  @Test
  void of_oneTypingError_isFound() {
    assertThat(NearestName.of("postgers", KNOWN)).contains("postgres");
    assertThat(NearestName.of("redi", KNOWN)).contains("redis");
    assertThat(NearestName.of("ida", KNOWN)).contains("idm");
  }

  @Test
  void of_nothingNear_isEmpty() {
    assertThat(NearestName.of("mysql", KNOWN)).isEmpty();
    assertThat(NearestName.of("", KNOWN)).isEmpty();
    assertThat(NearestName.of("x", List.of("y"))).isEmpty();
  }

  @Test
  void of_hugeName_isNotCompared() {
    assertThat(NearestName.of("a".repeat(1_000_000), List.of("a".repeat(1_000_000)))).isEmpty();
  }

  @Test
  void of_severalNear_prefersTheNearestThenTheFirst() {
    assertThat(NearestName.of("abcd", List.of("abxx", "abcx", "abcy"))).contains("abcx");
  }

  @Test
  void suggestion_isASentenceOrNothing() {
    assertThat(NearestName.suggestion("kng", KNOWN)).isEqualTo("; did you mean 'kong'?");
    assertThat(NearestName.suggestion("zookeeper", KNOWN)).isEmpty();
  }
}
