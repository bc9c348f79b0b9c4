package io.maglev.distro.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedConstraintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ">=1.28; <1.30; >=1.28 <1.30",
        ">=1.28, <2; 1.x; >=1.28 <2 1.x",
        "1.2 - 1.4; !=1.3.0; >=1.2 <=1.4 !=1.3.0",
        "^1 || ^3; >1.5 || ~2; ^1 >1.5 || ^1 ~2 || ^3 >1.5 || ^3 ~2",
        "*; >=1; * >=1",
      })
  void and_holdsWhereBothDo(String one, String other, String both) {
    VersionConstraint first = VersionConstraint.parse(one);
    VersionConstraint second = VersionConstraint.parse(other);

    VersionConstraint joined = first.and(second);

    assertThat(joined).hasToString(both);
    Stream.of("0.9.0", "1.2.0", "1.3.0", "1.4.9", "1.28.0", "1.29.3", "1.30.0", "2.0.1", "3.1.0")
        .map(SemanticVersion::parse)
        .forEach(
            version ->
                assertThat(joined.matches(version))
                    .as(version.toString())
                    .isEqualTo(first.matches(version) && second.matches(version)));
  }

  @Test
  void and_tooMany_isRefused() {
    VersionConstraint six = VersionConstraint.parse("1 || 2 || 3 || 4 || 5 || 6");

    assertThatThrownBy(() -> six.and(six)).isInstanceOf(InvalidVersionException.class);
  }
}
