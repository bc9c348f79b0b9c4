package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts made to hang, to fill the memory or to look around: each ends soon, with one error. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostileChartTest {
  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
    charts.write("app/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{{ tpl .Values.self . }}|error calling tpl",
        "{{ define \"d\" }}{{ include \"d\" . }}{{ end }}{{ include \"d\" . }}|nested reference name: d",
        "{{ define \"d\" }}{{ template \"d\" . }}{{ end }}{{ template \"d\" . }}|exceeded maximum template depth (100000)",
        "{{ range until 9000 }}{{ range until 9000 }}{{ range until 9000 }}{{ end }}{{ end }}{{ end }}|exceeded maximum number of steps (200000000)",
        "{{ range until 9999 }}{{ repeat 100000 \"abc\" }}{{ end }}|exceeded maximum output size (268435456)",
        "{{ $x := \"a\" }}{{ range until 99 }}{{ $x = print $x $x }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 99 }}{{ $x = cat $x $x }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 99 }}{{ $x = printf \"%s%s\" $x $x }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 99 }}{{ $x = replace \"a\" \"aa\" $x }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 99 }}{{ $x = join $x (list \"\" \"\" $x) }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := list 1 }}{{ range until 99 }}{{ $x = concat $x $x }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 200 }}{{ $x = b64enc $x }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 200 }}{{ $x = quote $x }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 200 }}{{ $x = toJson (list $x $x) }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\\n\" }}{{ range until 99 }}{{ $x = nindent 50 (print $x $x) }}{{ end }}{{ len $x }}|exceeds the limit of",
      })
  void template_thatGrowsWithoutEnd_isStopped(String template, String reason) {
    charts.write("app/values.yaml", "self: '{{ tpl .Values.self . }}'\n");
    charts.write("app/templates/x.yaml", template + "\n");

    assertRefused(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".Chart.getClass",
        ".Chart.hashCode",
        ".Chart.class.classLoader",
        ".Capabilities.getClass",
        ".Capabilities.KubeVersion.getClass",
        ".Capabilities.APIVersions.getClass",
        ".Template.getClass.x",
        ".Values.class.name",
        ".Values.s.getClass",
        ".Values.s.length",
        ".Values.n.intValue",
        ".Values.l.size",
        "(now).getClass",
        "(semver \"1.2.3\").getClass",
        "(genPrivateKey \"ed25519\").bytes",
        "(dict).entrySet.x",
        "(list).stream",
        "(.Files.Glob \"*\").entrySet.x",
        "(regexFind \"a\" \"a\").chars",
        "$.Subcharts.getClass.x",
      })
  void expression_reachingForJava_isGosError(String expression) {
    charts.write("app/values.yaml", "s: text\nn: 1\nl: [1]\n");
    charts.write("app/templates/x.yaml", "a: {{ " + expression + " }}\n");

    assertRefused("executing \"app/templates/x.yaml\" at <");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside",
        "../../etc/hostname",
        "/etc/hostname",
        "templates/../../outside",
        "./../outside",
        "templates/x.yaml",
        "Chart.yaml",
      })
  void files_pathOutOfTheChart_isEmpty(String path) {
    charts.write("outside", "secret");
    charts.write(
        "app/templates/x.yaml",
        "a: {{ .Files.Get \"PATH\" | quote }}{{ range $p, $_ := .Files.Glob \"PATH\" }}{{ $p }}{{ end }}\n"
            .replace("PATH", path));

    assertThat(Ran.distro("template", "rel", dir.resolve("app").toString()).out())
        .endsWith("a: \"\"\n");
  }

  @Test
  void files_linkOutOfTheChart_isRefused() throws IOException {
    charts.write("outside", "secret");
    charts.write("app/templates/x.yaml", "a: {{ .Files.Get \"link\" }}\n");
    Files.createSymbolicLink(dir.resolve("app/link"), dir.resolve("outside"));

    assertRefused("link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fromYaml", "fromYamlArray", "fromJson", "fromJsonArray", "fromToml"})
  void text_nestedTooDeep_isAnErrorInTheData(String function) {
    charts.write(
        "app/templates/x.yaml",
        "a: {{ FN (print (ternary \"a = \" \"\" (eq \"FN\" \"fromToml\")) (repeat 50000 \"[\")) | toJson | trunc 200 | quote }}\n"
            .replace("FN", function));

    Ran ran = Ran.distro("template", "rel", dir.resolve("app").toString());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).containsAnyOf("Error", "error", "exceeded", "nest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"values.yaml", "Chart.yaml", "values.schema.json"})
  void file_nestedTooDeep_isRefused(String name) {
    charts.write("app/" + name, "{\"a\": ".repeat(50_000));

    assertRefused("");
  }

  private void assertRefused(String reason) {
    Ran ran = Ran.distro("template", "rel", dir.resolve("app").toString());

    assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("error: cannot ")
        .contains(reason)
        .doesNotContain("internal error", "\tat ", "java.");
  }
}
