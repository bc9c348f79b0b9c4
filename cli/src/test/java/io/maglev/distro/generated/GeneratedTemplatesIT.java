package io.maglev.distro.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.render.TemplateFiles;
import io.maglev.distro.testbed.TemplateOracle;
import io.maglev.distro.yaml.GoJson;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * What our engine makes of generated templates is what Helm's makes of them, errors included. A
 * failure is shrunk by jqwik; it becomes a row of {@code golden/func} or {@code golden/yaml}.
 */
class GeneratedTemplatesIT {
  private static final String SEED = "20261121";

  private static final String VALUES =
      """
      {"s": "text", "z": "", "n": 7, "f": 1.5, "b": true, "l": [1, 2, 3], "t": ["b", "a", "c"],
       "mixed": [1, "a", null, true, 1.5, [1], {"k": "v"}, "a", 1, ""],
       "d": {"a": 1, "b": "x", "host": "h", "scheme": "https", "path": "/p"},
       "nested": {"m": {"a": {"b": "deep"}, "n": null}, "l": [{"a": 1}, {"a": 2}], "a": "x", "b": 2.5}}
      """;

  private static @Nullable TemplateOracle oracle;

  @BeforeContainer
  static void start() {
    oracle = TemplateOracle.startOrSkip();
  }

  @AfterContainer
  static void stop() {
    if (oracle != null) {
      oracle.close();
    }
  }

  @Property(seed = SEED, shrinking = ShrinkingMode.BOUNDED)
  void expression_ofPureFunctions_isHelms(@ForAll("expressions") String template) {
    String ours = ours(template, GoJson.readMap(VALUES));
    String helms = helms(template, GoJson.readMap(VALUES));

    if (ours.contains("exceeds the limit of")) {
      assertThat(helms).startsWith("error: ");
    } else {
      assertThat(ours).isEqualTo(helms);
    }
  }

  @Property(seed = SEED, shrinking = ShrinkingMode.BOUNDED)
  void values_throughWriter_areHelms(
      @ForAll("trees") Map<String, @Nullable Object> values, @ForAll("writers") String template) {
    assertThat(ours(template, values)).isEqualTo(helms(template, values));
  }

  @Provide
  Arbitrary<String> expressions() {
    return Expressions.templates();
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> trees() {
    return Trees.maps();
  }

  @Provide
  Arbitrary<String> writers() {
    return Arbitraries.of(
        "{{ .Values | toYaml }}",
        "{{ .Values | toYamlPretty }}",
        "{{ .Values | toJson }}",
        "{{ .Values | toPrettyJson }}",
        "{{ .Values | toRawJson }}",
        "{{ .Values | toToml }}",
        "{{ .Values | toYaml | fromYaml | toJson }}",
        "{{ .Values | toJson | fromJson | toYaml }}",
        "{{ .Values | toToml | fromToml | toJson }}",
        "{{ print .Values }}",
        "{{ range $k, $v := .Values }}{{ $k | quote }}: {{ $v | quote }} {{ $v }}\n{{ end }}",
        "{{ range $k, $v := .Values }}{{ tpl (toString $k) $ }}|{{ toYaml $v | nindent 2 }}\n{{ end }}");
  }

  private static String helms(String template, Map<String, @Nullable Object> values) {
    if (oracle == null) {
      throw new IllegalStateException("no oracle");
    }
    return oracle.render(template, values);
  }

  private static String ours(String template, Map<String, @Nullable Object> values) {
    try {
      return TemplateFiles.render(template, values);
    } catch (DistroException e) {
      return "error: " + TemplateFiles.helmText(e);
    }
  }
}
