package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bundles, choices and values that cannot be installed: one error, and nothing is touched. */
@OnTestbed
@Timeout(120)
class BadInputIT {
  private static final String PARAMETERS =
      """
      parameters:
        replicas: { type: integer, default: 1, minimum: 1 }
        password: { type: string, default: none, minLength: 4 }
      """;

  private final Testbed testbed;
  private Path dir;
  private ScratchDistro scratch;

  BadInputIT(Testbed testbed) {
    this.testbed = testbed;
  }

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    dir = temporary;
    scratch = ScratchDistro.in(testbed, dir);
    scratch.charts().chart("a");
  }

  @Test
  void only_withARequirementThatNobodyMeets_isRefused_untilItIsInstalled() {
    scratch.charts().chart("b");
    Path bundle =
        scratch.bundle("", "{ name: b, kind: core-addon, chart: b, requires: [ \"a >=1\" ] }");

    DistroCli.Run refused = scratch.install(bundle, "--only", "b");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            """
            error: cannot install [b]: what they require is neither chosen nor installed
              at 'b' needs a >=1: 'a' is not installed
              hint: add it to --only, or install it first
            """);
    scratch.assertNoNamespace();

    scratch.install(bundle, "--only", "a").orFail();
    DistroCli.Run met = scratch.install(bundle, "--only", "b").orFail();

    assertThat(met.out()).endsWith("revision 2, deployed, 2 components%n".formatted());
    assertThat(testbed.client().configMaps().inNamespace(scratch.namespace()).withName("b").get())
        .isNotNull();
  }

  @Test
  void only_ofAnUnknownComponent_isAUsageError() {
    DistroCli.Run run = scratch.install(scratch.bundle(""), "--only", "ab");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("error: cannot choose component 'ab': there is none of that name\n  hint: ");
    scratch.assertNoNamespace();
  }

  @Test
  void bundle_thatWasAltered_isRefused() throws IOException {
    Path bundle = scratch.bundle("");
    try (RandomAccessFile file = new RandomAccessFile(bundle.toFile(), "rw")) {
      long middle = file.length() / 2;
      file.seek(middle);
      int old = file.read();
      file.seek(middle);
      file.write(old ^ 1);
    }

    DistroCli.Run run = scratch.install(bundle);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: cannot read bundle '" + bundle + "': ")
        .contains("\n  at " + bundle + ": byte ", "\n  hint: fetch the bundle again");
    scratch.assertNoNamespace();
  }

  @Test
  void bundle_thatIsTruncated_isRefused() throws IOException {
    Path bundle = scratch.bundle("");
    try (RandomAccessFile file = new RandomAccessFile(bundle.toFile(), "rw")) {
      file.setLength(file.length() - 700);
    }

    DistroCli.Run run = scratch.install(bundle);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: cannot read bundle '" + bundle + "': it ends within ")
        .contains("end of file", "\n  hint: finish or repeat the download");
    scratch.assertNoNamespace();
  }

  @Test
  void bundle_thatIsMissing_isNamed() {
    Path bundle = dir.resolve("none.distro.tar");

    DistroCli.Run run = scratch.install(bundle);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: cannot read bundle '" + bundle + "': ");
  }

  @Test
  void parameters_missingAndOfWrongType_areAllTold() throws IOException {
    Path bundle =
        scratch.bundleWith(
            List.of("--param", "domain=x", "--param", "password=correct-horse-battery"),
            """
            parameters:
              domain: { type: string }
              replicas: { type: integer, default: 1 }
              password: { type: string, writeOnly: true, minLength: 12 }
            """);

    DistroCli.Run run =
        scratch.install(bundle, "--param", "replicas=many", "--param", "password=hunter2");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: cannot ")
        .contains("'domain'", "'replicas'", "'password'")
        .doesNotContain("hunter2");
    assertThat(run.err().lines().filter(line -> line.startsWith("error:"))).hasSize(1);
    assertThat(run.err().lines().filter(line -> line.startsWith("  at "))).hasSize(3);
    scratch.assertNoNamespace();
  }

  @Test
  void values_againstTheChartsSchema_areRefused() {
    scratch
        .charts()
        .write(
            "a/values.schema.json",
            "{\"properties\": {\"replicas\": {\"type\": \"integer\", \"maximum\": 3}}}");
    Path bundle =
        scratch.bundle(
            PARAMETERS,
            "{ name: a, kind: core-addon, chart: a, values: { replicas: \"<%replicas%>\" } }");

    DistroCli.Run run = scratch.install(bundle, "--param", "replicas=9");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: cannot ").contains("'a'", "replicas", "9", "3");
    scratch.assertNoNamespace();
  }

  @Test
  void chart_thatDoesNotRenderWithTheOperatorsValues_isRefusedWithItsLine() {
    scratch
        .charts()
        .write(
            "a/templates/check.yaml",
            "{{ if gt (int .Values.replicas) 1 }}{{ fail \"one is enough\" }}{{ end }}\n");
    Path bundle =
        scratch.bundle(
            PARAMETERS,
            "{ name: a, kind: core-addon, chart: a, values: { replicas: \"<%replicas%>\" } }");

    DistroCli.Run run = scratch.install(bundle, "--param", "replicas=2");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: cannot ")
        .contains("a/templates/check.yaml:1:", "one is enough");
    scratch.assertNoNamespace();
  }
}
