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
        "{{ range until 9000 }}{{ range until 9000 }}{{ range until 9000 }}{{ end }}{{ end }}{{ end }}|exceeded maximum number of steps (50000000)",
        "{{ range until 9999 }}{{ repeat 100000 \"abc\" }}{{ end }}|exceeded maximum output size (67108864)",
        "{{ $x := \"a\" }}{{ range until 99 }}{{ $x = print $x $x }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 99 }}{{ $x = cat $x $x }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 99 }}{{ $x = printf \"%s%s\" $x $x }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 99 }}{{ $x = replace \"a\" \"aa\" $x }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 99 }}{{ $x = join $x (list \"\" \"\" $x) }}{{ end }}{{ len $x }}|exceeds the limit of",
        "{{ $x := \"a\" }}{{ range until 99 }}{{ $x = regexReplaceAll \"a\" $x \"aa\" }}{{ end }}|exceeded maximum number of steps",
        "{{ regexReplaceAll \"b*\" (repeat 9000 \"a\") (repeat 9000 \"c\") }}|exceeds the limit of 16777216",
        "{{ regexFindAll \"(a*b)?a\" (repeat 100000 \"a\") -1 }}|exceeded maximum number of steps",
        "{{ $s := repeat 1000000 \"a\" }}{{ range until 99 }}{{ regexMatch \"(.*)(.*)(.*)[^a]$\" $s }}{{ end }}|exceeded maximum number of steps",
        "{{ $l := list }}{{ range until 900000 }}{{ $l = append $l 1 }}{{ end }}|exceeded maximum number of steps",
        "{{ range until 99999 }}{{ $x := has 1 (until 100000) }}{{ end }}|exceeded maximum number of steps",
        "{{ join (repeat 100000 \"a\") (until 1000) }}|exceeds the limit of 16777216",
        "{{ replace \"a\" (repeat 100000 \"b\") (repeat 1000 \"a\") }}|exceeds the limit of 16777216",
        "{{ replace \"\" (repeat 100000 \"b\") (repeat 1000 \"a\") }}|exceeds the limit of 16777216",
        "{{ indent 10000 (repeat 100000 \"\\n\") }}|exceeds the limit of 16777216",
        "{{ wrapWith 1 (repeat 10000 \"z\") (repeat 10000 \"ab\") }}|exceeds the limit of 16777216",
        "{{ until -2000000 }}|counting from 0 to -2000000 exceeds the limit of 1000000",
        "{{ mustToDate (repeat 100000 \"2006\") \"2006\" }}|a layout of 400000 characters exceeds the limit of 10000",
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

  @Test
  void templates_togetherTooLong_areStopped() {
    for (int i = 0; i < 30; i++) {
      charts.write("app/templates/" + i + ".yaml", "{{ range 2000000 }}{{ end }}\n");
    }

    assertRefused("exceeded maximum number of steps (50000000)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[["})
  void tomlTable_ofEndlessName_isAnErrorInTheData(String bracket) {
    charts.write(
        "app/templates/x.yaml",
        "a: {{ print \"" + bracket + "\" (repeat 50000 \"a.\") | fromToml | toJson | quote }}\n");

    assertThat(Ran.distro("template", "rel", dir.resolve("app").toString()).out())
        .contains("exceeded max depth of 256");
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
        ".Capabilities.hashCode",
        ".Capabilities.HelmVersion.getClass",
        ".Release.Name.bytes",
        ".Release.Revision.intValue",
        "(now).instant",
        "(genCAWithKey \"a\" 1 (genPrivateKey \"ed25519\")).cert",
        "(urlParse \"a://b\").getClass.x",
        "(toDate \"2006\" \"2020\").toInstant",
        "(duration 1).chars",
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
