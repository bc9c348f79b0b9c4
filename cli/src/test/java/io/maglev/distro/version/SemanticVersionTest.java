package io.maglev.distro.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SemanticVersionTest {
  @Test
  void parse_invalidText_namesItInTheMessage() {
    assertThatThrownBy(() -> SemanticVersion.parse("1.x"))
        .isInstanceOfSatisfying(
            InvalidVersionException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessage("cannot parse version '1.x': invalid semantic version");
  }

  @Test
  void parseConstraint_invalidText_namesItInTheMessage() {
    assertThatThrownBy(() -> VersionConstraint.parse(">=1<2"))
        .hasMessage("cannot parse version range '>=1<2': improper constraint: \">=1<2\"");
  }

  @Test
  void parse_hugeText_isNotRepeatedInTheMessage() {
    assertThatThrownBy(() -> SemanticVersion.parse("1".repeat(100_000)))
        .message()
        .hasSizeLessThan(150);
  }

  @Test
  void original_keepsWhatWasWritten() {
    assertThat(SemanticVersion.parse("v1.2").original()).isEqualTo("v1.2");
  }

  @Test
  void sorted_followsThePrecedenceOfTheSpecification() {
    List<String> ordered =
        List.of(
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0");

    List<String> sorted =
        Stream.of(7, 3, 1, 0, 5, 2, 6, 4)
            .map(i -> SemanticVersion.parse(ordered.get(i)))
            .sorted()
            .map(SemanticVersion::toString)
            .toList();

    assertThat(sorted).isEqualTo(ordered);
  }

  @Test
  void parseConstraint_runsOfBlanksBeforeAnError_failFast() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () ->
            assertThatThrownBy(() -> VersionConstraint.parse("1  ".repeat(160) + "!"))
                .isInstanceOf(InvalidVersionException.class));
  }
}
