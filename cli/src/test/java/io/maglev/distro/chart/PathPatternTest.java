package io.maglev.distro.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows are those of Go's {@code path/filepath/match_test.go}. */
class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
    "abc, abc, true",
    "*, abc, true",
    "*c, abc, true",
    "a*, a, true",
    "a*, abc, true",
    "a*, ab/c, false",
    "a*/b, abc/b, true",
    "a*/b, a/c/b, false",
    "a*b*c*d*e*/f, axbxcxdxe/f, true",
    "a*b*c*d*e*/f, axbxcxdxexxx/f, true",
    "a*b*c*d*e*/f, axbxcxdxe/xxx/f, false",
    "a*b*c*d*e*/f, axbxcxdxexxx/fff, false",
    "a*b?c*x, abxbbxdbxebxczzx, true",
    "a*b?c*x, abxbbxdbxebxczzy, false",
    "ab[c], abc, true",
    "ab[b-d], abc, true",
    "ab[e-g], abc, false",
    "ab[^c], abc, false",
    "ab[^b-d], abc, false",
    "ab[^e-g], abc, true",
    "a\\*b, a*b, true",
    "a\\*b, ab, false",
    "a?b, a☺b, true",
    "a[^a]b, a☺b, true",
    "a???b, a☺b, false",
    "[a-ζ]*, α, true",
    "*[a-ζ], A, false",
    "a?b, a/b, false",
    "a*b, a/b, false",
    "[\\]a], ], true",
    "[\\-], -, true",
    "[x\\-], x, true",
    "[x\\-], z, false",
    "*x, xxx, true",
  })
  void matches_rowOfGo_decidesAsGo(String pattern, String name, boolean matches) {
    assertThat(PathPattern.compile(pattern).matches(name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]a]", "[-]", "[x-]", "[-x]", "\\", "[a-b-c]", "[", "[^", "[^bc", "a["})
  void compile_malformed_isRefused(String pattern) {
    assertThatThrownBy(() -> PathPattern.compile(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("syntax error in pattern");
  }

  @Test
  void matches_manyStars_endsSoon() {
    String name = "a".repeat(5_000);

    assertThat(PathPattern.compile("*a*a*a*a*a*a*b").matches(name)).isFalse();
  }
}
