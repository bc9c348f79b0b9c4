package io.maglev.distro.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobPatternTest {

  /** Most rows are those of gobwas/glob's own test. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "abc abc true",
        "abc abcd false",
        "a*c abc true",
        "a*c a12345c true",
        "a?c a1c true",
        "a/*/c a/b/c true",
        "a/*/c a/b1/b2/c false",
        "a/** a/b/c true",
        "a/** a false",
        "**/c a/b/c true",
        "**/c c false",
        "a/**/c a/b1/b2/c true",
        "a/**/c a/c true",
        "a/**/c a/b false",
        "a/**/*.c a/x.c false",
        "{a/**/c,x} a/c true",
        "aba**abab aba false",
        "aba**abab abab true",
        "aba**abab ababab true",
        "** anything/at/all true",
        "* a/b false",
        "*? ab true",
        "?at fat true",
        "?at at false",
        "[a-c]x bx true",
        "[!a-c]x bx false",
        "[!a-c]x zx true",
        "[abc]x cx true",
        "[!abc]x cx false",
        "{a,b}x bx true",
        "{a,b}x cx false",
        "{*.yaml,*.yml} a.yml true",
        "{a,{b,c}}d cd true",
        "{a,}x x true",
        "*.{txt,md} README.md true",
        "*.{txt,md} d/README.md false",
        "**.{txt,md} d/README.md true",
        "a\\*b a*b true",
        "a\\*b axb false",
        "a,b a,b true",
        "a}b a}b true",
        "{a ab false",
        "{a a true",
        "[ anything true",
        "[] anything true",
        "[c-a] anything true",
        "ε?ζ εxζ true",
      })
  void matches_pattern_decidesAsGobwas(String pattern, String name, boolean matches) {
    assertThat(GlobPattern.compile(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void matches_hostilePattern_endsSoon() {
    GlobPattern pattern = GlobPattern.compile("**a".repeat(60) + "b");

    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(pattern.matches("a".repeat(3_000))).isFalse());
  }
}
