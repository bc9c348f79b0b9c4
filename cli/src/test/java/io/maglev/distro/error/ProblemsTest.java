package io.maglev.distro.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Problems problems = new Problems();

  @Test
  void throwIfAny_none_returns() {
    assertThat(problems.isEmpty()).isTrue();
    assertThatCode(() -> problems.throwIfAny(ErrorCode.MANIFEST_INVALID, "no"))
        .doesNotThrowAnyException();
  }

  @Test
  void throwIfAny_some_namesAllInOrderWithTheHint() {
    problems.add(SourceLocation.ofText("b"));
    problems.add(SourceLocation.ofText("a"));

    DistroException e = failure();

    assertThat(e).hasMessage("cannot read");
    assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
    assertThat(e.where()).extracting(SourceLocation::detail).containsExactly("b", "a");
    assertThat(e.hint()).contains("try again");
  }

  @Test
  void throwIfAny_veryMany_showsSomeAndCountsTheRest() {
    for (int i = 0; i < 1_000_000; i++) {
      problems.add(SourceLocation.ofText("problem " + i));
    }

    DistroException e = failure();

    assertThat(e.where()).hasSize(101);
    assertThat(e.where().get(100).detail()).isEqualTo("and 999900 more");
    assertThat(problems.found()).hasSize(1_000_000);
  }

  private DistroException failure() {
    return catchThrowableOfType(
        DistroException.class,
        () ->
            problems.throwIfAny(
                ErrorCode.MANIFEST_INVALID, "cannot read", Optional.of("try again")));
  }
}
