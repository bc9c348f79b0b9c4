package io.maglev.distro.deploy.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ReadinessRule;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadinessTest {

  static Stream<Named<KubeObject>> rows() throws IOException {
    return Stream.of("workload", "pod", "resource", "custom")
        .flatMap(file -> Rows.of("readiness/" + file + ".yaml").stream())
        .map(row -> Named.of(row.string("case").orElseThrow(), row));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void readiness_ofRow_isAsExpected(KubeObject row) {
    Verdict verdict = Readiness.of(Rows.child(row, "object"), context(row));

    assertThat(name(verdict)).isEqualTo(row.string("expect").orElseThrow());
    row.string("reason").ifPresent(reason -> assertThat(verdict.reason()).isEqualTo(reason));
    assertThat(verdict.reason().isEmpty()).isEqualTo(verdict.isReady());
  }

  @Test
  void hookContext_waitsForJobs() {
    assertThat(ReadinessContext.HOOK.jobsMustComplete()).isTrue();
    assertThat(ReadinessContext.PLAIN.jobsMustComplete()).isFalse();
  }

  private static String name(Verdict verdict) {
    if (verdict.isFailed()) {
      return "failed";
    }
    return verdict.isReady() ? "ready" : "in-progress";
  }

  private static ReadinessContext context(KubeObject row) {
    List<ReadinessRule> rules =
        row.at("rule").isEmpty()
            ? List.of()
            : List.of(
                new ReadinessRule(
                    row.string("rule", "groupKind").orElseThrow(),
                    row.string("rule", "path").orElseThrow(),
                    row.string("rule", "ready").orElseThrow(),
                    row.string("rule", "failed").orElseThrow()));
    Set<String> late =
        row.at("lateBinding")
            .map(list -> ((List<?>) list).stream().map(String::valueOf).collect(Collectors.toSet()))
            .orElse(Set.of());
    return new ReadinessContext(rules, row.string("jobs").isPresent(), late);
  }
}
