package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with the input: one clear error, the right exit code, nothing half-written. */
@Timeout(60)
class BadInputTest {
  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
  }

  @Test
  void manifest_missing() {
    assertFailure(
        compose(dir.resolve("none.yaml")),
        "error: cannot read manifest '%s/none.yaml': there is no such file\n".formatted(dir));
  }

  @Test
  void manifest_malformedYaml() {
    Path manifest = charts.write("distro.yaml", "spec:\n  components: [\n  - x\n");

    assertFailure(compose(manifest), "error: cannot read YAML '" + manifest + "': ")
        .contains("\n  at " + manifest + ":");
  }

  @Test
  void manifest_aliasBomb() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String list = ("*a" + (i - 1) + ", ").repeat(10);
      bomb.append("a" + i + ": &a" + i + " [" + list.substring(0, list.length() - 2) + "]\n");
    }

    assertFailure(compose(charts.write("distro.yaml", bomb.toString())), "error: cannot read YAML");
  }

  @Test
  void manifest_deeplyNested() {
    assertFailure(
        compose(charts.write("distro.yaml", "a: " + "[".repeat(100_000))),
        "error: cannot read YAML");
  }

  @Test
  void manifest_unknownKey() {
    charts.chart("a");

    assertFailure(
            compose(charts.manifest("components: [{name: a, kind: core-addon, chrat: a}]")),
            "error: cannot read manifest '%s/distro.yaml': 2 problems\n".formatted(dir))
        .contains(":5:44: unknown key 'chrat' in component 'a'; did you mean 'chart'?\n");
  }

  @Test
  void manifest_terminalEscapes_areNotPassedOn() {
    String text = "components: [{name: a, kind: core-addon, chart: a, \"\\e[31mred\": 1}]";
    charts.chart("a");

    Ran ran = compose(charts.manifest(text));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("?[31mred").doesNotContain("\u001b");
  }

  @Test
  void component_unknown() {
    charts.chart("a");

    assertFailure(
            compose(
                charts.manifest(
                    """
                    components: [{ name: kong, kind: core-addon, chart: a }]
                    hooks: [{ name: h, phases: [pre-install], chart: a, before: [kogn] }]
                    """)),
            "error: cannot read manifest ")
        .contains("there is no component 'kogn'; did you mean 'kong'?");
  }

  @Test
  void requirement_unmet() {
    charts.chart("a");

    assertFailure(
        compose(
            charts.manifest(
                "components: [{name: a, kind: core-addon, chart: a, requires: [db >=1]}]")),
        """
        error: cannot resolve distro 'demo': 1 requirement is not met by exactly one provider
          at %s/distro.yaml:5:65: component 'a' requires db >=1, which nothing provides; provided are a
        """
            .formatted(dir));
  }

  @Test
  void requirement_ambiguous() {
    charts.chart("a");

    assertFailure(
            compose(
                charts.manifest(
                    """
                    components:
                      - { name: a, kind: core-addon, chart: a, requires: [db] }
                      - { name: b, kind: core-addon, chart: a, provides: [db] }
                      - { name: c, kind: core-addon, chart: a, provides: [db] }
                    """)),
            "error: cannot resolve distro 'demo'")
        .contains("which 'b' and 'c' all provide")
        .contains("hint: ");
  }

  @Test
  void requirement_cycle() {
    charts.chart("a");

    assertFailure(
        compose(
            charts.manifest(
                """
                components:
                  - { name: a, kind: core-addon, chart: a, requires: [b] }
                  - { name: b, kind: core-addon, chart: a, requires: [a] }
                """)),
        """
        error: cannot order distro 'demo': cycle a -> b -> a
          at component 'a' requires b of 'b'
          at component 'b' requires a of 'a'
          hint: take one of these edges out
        """);
  }

  @Test
  void object_withTwoOwners() {
    charts.chart("a");
    charts.chart("b");
    charts.write(
        "b/templates/configmap.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}");

    assertFailure(
        compose(charts.manifest(components("a", "b"))),
        """
        error: cannot compose distro 'demo': 1 object has two owners
          at ConfigMap/demo/a is rendered by component 'a' and component 'b': \
        a/templates/configmap.yaml and b/templates/configmap.yaml
        """);
  }

  @Test
  void chart_thatDoesNotRender_showsGosErrorWithTheLine() {
    charts.chart("a");
    charts.write("a/templates/x.yaml", "a: 1\nb: {{ .Values.x.y }}\n");

    assertFailure(
        compose(charts.manifest(components("a"))),
        """
        error: cannot render component 'a'
          at template: a/templates/x.yaml:2:13: executing "a/templates/x.yaml" at <.Values.x.y>: \
        nil pointer evaluating interface {}.y
        """);
  }

  @Test
  void chart_thatDoesNotParse() {
    charts.chart("a");
    charts.write("a/templates/x.yaml", "a: 1\nb: {{ if }}\n");

    assertFailure(compose(charts.manifest(components("a"))), "error: cannot render component 'a'")
        .contains("a/templates/x.yaml:2");
  }

  @Test
  void chart_thatRendersNoYaml() {
    charts.chart("a");
    charts.write("a/templates/x.yaml", "a: b: c\n");

    assertFailure(compose(charts.manifest(components("a"))), "error: cannot render component 'a'")
        .contains("a/templates/x.yaml");
  }

  @Test
  void chart_withoutEnd_stops() {
    charts.chart("a");
    charts.write("a/templates/_h.tpl", "{{ define \"x\" }}{{ include \"x\" . }}{{ end }}");
    charts.write("a/templates/x.yaml", "a: {{ include \"x\" . }}\n");

    assertFailure(compose(charts.manifest(components("a"))), "error: cannot render component 'a'");
  }

  @Test
  void values_againstTheSchema() {
    charts.chart("a");
    charts.write(
        "a/values.schema.json",
        "{\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"q\"]}");

    assertFailure(compose(charts.manifest(components("a"))), "error: cannot render component 'a'")
        .contains("values don't meet the specifications of the schema(s)", "q");
  }

  @Test
  void parameter_missingOrOfTheWrongType() {
    charts.chart("a");
    Path manifest =
        charts.manifest(
            "parameters: {p: {type: string}, size: {type: integer}}\n" + components("a"));

    assertFailure(compose(manifest), "error: cannot go on without parameters: p, size\n")
        .contains("hint: give each with --param p=VALUE");
    assertFailure(
            compose(manifest, "--param", "p=x", "--param", "size=many"),
            "error: cannot use the parameters given: 1 problem\n")
        .contains("parameter 'size' from --param: expected an integer, found another value 'many'");
  }

  @Test
  void outputDirectory_thatIsAFile() {
    charts.chart("a");
    Path manifest = charts.manifest(components("a"));
    Path file = charts.write("file", "x");

    Ran ran = Ran.distro("compose", "-f", manifest.toString(), "-o", file.toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("error: cannot write bundle ");
    assertThat(file).hasContent("x");
  }

  @Test
  void archive_hostile() throws IOException {
    assertArchiveRefused(tar(entry("../evil", "x")));
    assertArchiveRefused(tar(entry("/etc/evil", "x")));
    assertArchiveRefused(tar(entry("a/x/../../../evil", "x")));
    assertArchiveRefused(tar(link("a/link", "/etc/passwd", TarConstants.LF_SYMLINK)));
    assertArchiveRefused(tar(link("a/link", "a/Chart.yaml", TarConstants.LF_LINK)));
    assertArchiveRefused(tar(link("a/dev", "", TarConstants.LF_CHR)));
    assertArchiveRefused(tar(entry("a/twice", "x"), entry("a/twice", "y")));
    assertArchiveRefused("no archive".getBytes(StandardCharsets.UTF_8));
    byte[] good = tar();
    assertArchiveRefused(Arrays.copyOf(good, good.length / 2));
  }

  @Test
  void archive_ofTenGibibytesOfZeros() throws IOException {
    Path bomb = dir.resolve("bomb.tgz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
      TarArchiveEntry entry = new TarArchiveEntry("a/zeros");
      entry.setSize(10L << 30);
      tar.putArchiveEntry(entry);
      // As much as a test needs: reading stops at the limit long before the end.
      tar.write(new byte[64 << 20]);
      gzip.flush();
    }

    assertFailure(
            compose(charts.manifest("components: [{name: a, kind: core-addon, chart: bomb.tgz}]")),
            "error: cannot use the chart of component 'a': ")
        .contains("limit");
  }

  @Test
  void chart_linkThatLeavesIt() throws IOException {
    charts.chart("a");
    Path secret = charts.write("secret", "hunter2");
    Files.createSymbolicLink(dir.resolve("a/leak"), secret);

    assertFailure(compose(charts.manifest(components("a"))), "error: cannot use the chart of")
        .contains("leaves the chart directory")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "lint", "template"})
  void bundle_truncatedOrAltered(String command) throws IOException {
    charts.chart("a");
    assertThat(compose(charts.manifest(components("a"))).exit()).isZero();
    byte[] good = Files.readAllBytes(bundle());

    for (int length : List.of(0, 100, 512, good.length / 2, good.length - 1)) {
      Files.write(bundle(), Arrays.copyOf(good, length));
      assertBadBundle(command);
    }
    for (int at = 600; at < good.length; at += 9_973) {
      byte[] altered = good.clone();
      altered[at] ^= 1;
      Files.write(bundle(), altered);
      assertBadBundle(command);
    }
    Files.write(bundle(), Arrays.copyOf(good, good.length + 512));
    assertBadBundle(command);
  }

  @Test
  void bundle_missing() {
    assertThat(Ran.distro("inspect", dir.resolve("none.tar").toString()).err())
        .startsWith("error: cannot read bundle ");
  }

  @Test
  void secret_isNowhere() {
    charts.chart("a");
    charts.write("a/templates/x.yaml", "{{ fail (printf \"bad %s\" .Values.pw) }}");
    Path manifest =
        charts.manifest(
            """
            parameters: { pw: { type: string, writeOnly: true } }
            components: [{ name: a, kind: core-addon, chart: a, values: { pw: "<%pw%>" } }]
            """);

    Ran ran =
        Ran.distro(
            Map.of("DISTRO_PARAM_PW", "hunter2"),
            "",
            "compose",
            "--debug",
            "-f",
            manifest.toString(),
            "-o",
            out().toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out() + ran.err()).contains("bad ***").doesNotContain("hunter2");
  }

  private void assertBadBundle(String command) {
    Ran ran = Ran.distro(command, bundle().toString());
    assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
    if (command.equals("lint")) {
      assertThat(ran.out()).contains("error: cannot read ").endsWith("1 error, 0 warnings\n");
    } else {
      assertThat(ran.err()).startsWith("error: cannot read ");
      assertThat(ran.out()).isEmpty();
    }
  }

  private void assertArchiveRefused(byte[] archive) throws IOException {
    Files.write(dir.resolve("a.tgz"), archive);
    Path manifest = charts.manifest("components: [{name: a, kind: core-addon, chart: a.tgz}]");

    assertFailure(compose(manifest), "error: cannot use the chart of component 'a': ")
        .contains("a.tgz");
  }

  /** The error, after checking that it is one, and that nothing was written. */
  private org.assertj.core.api.AbstractStringAssert<?> assertFailure(Ran ran, String start) {
    assertThat(ran.err()).startsWith(start).doesNotContain("Exception", "\tat ");
    assertThat(ran.err().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(out()).doesNotExist();
    return assertThat(ran.err());
  }

  private Ran compose(Path manifest, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("compose", "-f", manifest.toString(), "-o", out().toString()));
    args.addAll(List.of(more));
    return Ran.distro(args.toArray(String[]::new));
  }

  private Path out() {
    return dir.resolve("out");
  }

  private Path bundle() {
    return out().resolve("demo-1.2.3.distro.tar");
  }

  private static String components(String... names) {
    StringBuilder spec = new StringBuilder("components:\n");
    for (String name : names) {
      spec.append("- {name: ").append(name).append(", kind: core-addon, chart: ");
      spec.append(name).append("}\n");
    }
    return spec.toString();
  }

  /** A chart archive with these entries after a good Chart.yaml. */
  private static byte[] tar(Entry... entries) throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      entry("a/Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n").writeTo(tar);
      for (Entry entry : entries) {
        entry.writeTo(tar);
      }
    }
    return bytes.toByteArray();
  }

  private static Entry entry(String name, String content) {
    return tar -> {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(bytes.length);
      tar.putArchiveEntry(entry);
      tar.write(bytes);
      tar.closeArchiveEntry();
    };
  }

  private static Entry link(String name, String target, byte type) {
    return tar -> {
      TarArchiveEntry entry = new TarArchiveEntry(name, type);
      entry.setLinkName(target);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    };
  }

  /** Something to be put into an archive. */
  private interface Entry {
    void writeTo(TarArchiveOutputStream tar) throws IOException;
  }
}
