package io.maglev.distro.generated;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/**
 * Constants of each type of {@code generated/functions.txt}, as template text. Maps are copies: put
 * into itself one would crash Go.
 */
final class Literals {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "hello world",
          "Hello",
          "HELLO_WORLD",
          "fooBar",
          "foo-bar_baz",
          "1",
          "-7",
          "0x1F",
          "1.50",
          "1e3",
          "true",
          "null",
          "~",
          "yes",
          "2020-01-02",
          "a,b,,c",
          "  pad  ",
          "tab\there",
          "line\nbreak",
          "\n",
          "ünïcödé",
          "日本語",
          "😀",
          "a\"b",
          "it's",
          "back\\slash",
          "<a href='x'>&",
          "/etc//x/../y",
          "C:\\dir",
          "x.tar.gz",
          "https://u:p@host:80/p/a?q=1#f",
          "aGVsbG8=",
          "NBSWY3DP",
          "{\"a\": 1}",
          "[1, \"x\"]",
          "a: b",
          "- 1\n- x",
          "k = 1",
          "{{",
          "%d",
          "%",
          "$1",
          "1.2.3",
          "v1.2.3-rc.1+b",
          "1h30m",
          "sha256:abc");

  private static final List<String> PATTERNS =
      List.of(
          "",
          "a",
          "[a-z]+",
          "^h",
          "o$",
          "(l+)(o)",
          "\\\\d+",
          "\\\\w*",
          "a|b",
          ".",
          "(?i)HELLO",
          "[^a]",
          "x{2,3}",
          "(",
          "\\\\pL",
          "\\\\bw",
          "(?P<n>o)",
          "a*?");

  private static final List<String> VERSIONS =
      List.of(
          "1.2.3",
          "v1",
          "2.0",
          "1.2.3-alpha.1",
          "1.2.3+build",
          "0.0.0",
          "x",
          "",
          "1.02.3",
          "10.20.30-rc1+m");

  private static final List<String> RANGES =
      List.of(
          ">=1.0.0",
          "^1.2",
          "~1.2.3",
          "1.x",
          ">1 <2",
          "1.2 - 2.3",
          "!=1.2.3",
          ">=1.0.0-0",
          "*",
          "",
          "a || b",
          "1 || 2",
          "=> 1",
          ">= 1.2, < 3");

  private static final List<String> FORMATS =
      List.of(
          "%s",
          "%d", "%v", "%q", "%5.2f", "%-5s|", "%05d", "%x", "%T", "%t", "%%", "%", "%!", "%e", "%g",
          "%+v", "%c", "%U");

  private static final List<String> KEYS = List.of("a", "b", "a.b", "_0", "_1", "host", "", "ü");

  private static final List<String> NUMBERS =
      List.of(
          "0", "1", "-1", "2", "7", "10", "100", "1.5", "-0.25", "2.0", "3.999", "1e3", "0.1", "-5",
          "1e21", "1e-7", "12345", "0x10", "0b11", "1_000", "'a'");

  private Literals() {}

  static Arbitrary<String> of(char type) {
    return switch (type) {
      case 'S' -> Arbitraries.frequencyOf(tuple(5, quoted(TEXTS)), tuple(1, anyText()));
      case 'K' -> quoted(KEYS);
      case 'P' -> Arbitraries.of(PATTERNS).map(text -> '"' + text + '"');
      case 'V' -> quoted(VERSIONS);
      case 'R' -> quoted(RANGES);
      case 'F' -> quoted(FORMATS);
      case 'W' -> quoted(List.of(",", "-", "", "\n", ", ", "a", "日"));
      case 'I' -> Arbitraries.integers().between(-3, 12).map(String::valueOf);
      case 'N' -> Arbitraries.of(NUMBERS);
      case 'B' -> Arbitraries.of("true", "false");
      case 'L' ->
          Arbitraries.of(".Values.l", ".Values.mixed", ".Values.t", ".Values.nested.l", "(list)");
      case 'T' -> Arbitraries.of(".Values.t", "(list \"a\" \"b\")");
      case 'D' -> Arbitraries.of("(deepCopy .Values.d)", "(deepCopy .Values.nested)", "(dict)");
      case 'A' ->
          Arbitraries.frequencyOf(
              tuple(2, quoted(TEXTS)),
              tuple(2, Arbitraries.of(NUMBERS)),
              tuple(
                  3,
                  Arbitraries.of(
                      "true",
                      "false",
                      "nil",
                      ".Values.missing",
                      ".Values.d",
                      ".Values.l",
                      ".Values.n",
                      ".Values.f",
                      ".Values.s",
                      ".Values.z",
                      ".Values.b",
                      ".Values.nested.m")));
      default -> throw new IllegalArgumentException("no type " + type);
    };
  }

  private static Arbitrary<String> quoted(List<String> texts) {
    return Arbitraries.of(texts).map(Literals::quote);
  }

  private static Arbitrary<String> anyText() {
    return Arbitraries.strings().ofMaxLength(12).filter(Literals::isUnicode).map(Literals::quote);
  }

  /** As a Go string literal. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (Character.isISOControl(c) || c == 0xFEFF || c == 0xFFFD) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  /** Lone surrogates are no characters of any file; of younger ones Java and Go may differ. */
  static boolean isUnicode(String text) {
    return text.codePoints().allMatch(c -> Character.isDefined(c) && (c < 0xD800 || c > 0xDFFF));
  }

  private static <T> Tuple.Tuple2<Integer, T> tuple(int weight, T arbitrary) {
    return Tuple.of(weight, arbitrary);
  }
}
