package io.maglev.distro.generated;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Values as a values file may hold them, rich in texts that YAML must quote. */
final class Trees {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "null",
          "~",
          "true",
          "no",
          "on",
          "y",
          "1",
          "0x1f",
          "0o17",
          "010",
          "1_000",
          "1.5",
          "1e3",
          ".5",
          ".inf",
          "-.INF",
          ".nan",
          "2020-01-02",
          "2001-12-14t21:59:43.10-05:00",
          "12:30:45",
          "- a",
          "-",
          "--- x",
          "a: b",
          "a:",
          ": a",
          "#c",
          "a #b",
          "&a",
          "*a",
          "!t",
          "|",
          ">",
          "%d",
          "@x",
          "`x`",
          "'q'",
          "\"q\"",
          "it's",
          "[x",
          "{x",
          "x]",
          ",",
          "?",
          "? x",
          "=",
          "<<",
          "line\nbreak",
          "line\n",
          "\nline",
          "two\n\nlines\n",
          "tab\there",
          " pad",
          "pad ",
          "trail \nspace",
          "\u0000",
          "\u0007",
          "\u0085",
          "\u00a0",
          "\u2028",
          "\ufeff",
          "日本語",
          "😀",
          "{{ .Values.x }}",
          "<&>",
          "\\",
          "a\\nb",
          "\r\n",
          "a long text that goes on and on well beyond the eighty columns at which folding writers break their lines",
          "averylongwordaverylongwordaverylongwordaverylongwordaverylongwordaverylongwordaverylongwordaverylong");

  private static final List<Double> NUMBERS =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.0,
          1.5,
          0.1,
          1e6,
          1e15,
          1e20,
          1e21,
          123456789.0,
          1e-6,
          1e-7,
          -2.5e-10,
          9007199254740992.0,
          4294967296.0,
          Double.MAX_VALUE,
          Double.MIN_VALUE,
          100000.0,
          0.1 + 0.2);

  private Trees() {}

  static Arbitrary<Map<String, @Nullable Object>> maps() {
    return map(3);
  }

  private static Arbitrary<Map<String, @Nullable Object>> map(int depth) {
    return Arbitraries.maps(texts(), tree(depth)).ofMaxSize(5).map(LinkedHashMap::new);
  }

  private static Arbitrary<@Nullable Object> tree(int depth) {
    if (depth == 0) {
      return scalar();
    }
    return Arbitraries.frequencyOf(
        Tuple.of(5, scalar()),
        Tuple.of(
            2, Arbitraries.lazy(() -> tree(depth - 1)).list().ofMaxSize(4).map(l -> (Object) l)),
        Tuple.of(3, Arbitraries.lazy(() -> map(depth - 1)).map(m -> (Object) m)));
  }

  private static Arbitrary<@Nullable Object> scalar() {
    return Arbitraries.frequencyOf(
            Tuple.of(6, texts().map(text -> (Object) text)),
            Tuple.of(2, Arbitraries.of(NUMBERS).map(number -> (Object) number)),
            Tuple.of(1, Arbitraries.doubles().between(-1e9, 1e9).map(number -> (Object) number)),
            Tuple.of(1, Arbitraries.of(true, false).map(flag -> (Object) flag)))
        .injectNull(0.08);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.of(TEXTS)),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(20).filter(Literals::isUnicode)),
        Tuple.of(
            1,
            Arbitraries.strings()
                .withChars("ab01 :-#\n\t'\"\\{}[],&*!|>%@`?.+_~")
                .ofMaxLength(120)));
  }
}
