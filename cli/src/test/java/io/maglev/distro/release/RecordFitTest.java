package io.maglev.distro.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.SourceLocation;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFitTest {
  private static final int HALF = 400_000;

  @Test
  void of_whatFits_staysAsItIs() {
    Release release = Releases.installing("web").withChart(chart(1000, 1000, 1000, 1000));

    RecordFit fit = RecordFit.of(release);

    assertThat(fit.release()).isSameAs(release);
    assertThat(fit.leftOut()).isEmpty();
  }

  /** Large only before compression. */
  @Test
  void of_whatCompressesWell_staysAsItIs() {
    Map<String, Object> chart = chart(1, 1, 1, 1);
    chart.put("values", Map.of("text", "x".repeat(5_000_000)));
    Release release = Releases.installing("web").withChart(chart);

    assertThat(RecordFit.of(release).release()).isSameAs(release);
  }

  @ParameterizedTest
  @CsvSource({
    "800000, 1000, 1000, 1000, files",
    "800000, 800000, 1000, 1000, files templates",
    "1000, 800000, 1000, 1000, files templates",
    "400000, 400000, 100000, 100000, files",
    "1000, 1000, 800000, 1000, files templates schema",
    "1000, 1000, 1000, 800000, files templates schema lock",
    "0, 800000, 0, 1000, templates",
  })
  void of_tooLarge_leavesOutInOrder_asLittleAsWillDo(
      int files, int templates, int schema, int lock, String leftOut) {
    Map<String, Object> chart = chart(files, templates, schema, lock);
    Release release = Releases.installing("web").withChart(chart);

    RecordFit fit = RecordFit.of(release);

    assertThat(String.join(" ", fit.leftOut())).isEqualTo(leftOut);
    assertThat(ReleaseCodec.encode(fit.release()).length()).isLessThanOrEqualTo(RecordFit.LIMIT);
    Map<String, Object> kept = new LinkedHashMap<>(fit.release().chart());
    fit.leftOut().forEach(field -> assertThat(kept.get(field)).isIn(null, List.of()));
    fit.leftOut().forEach(kept::remove);
    fit.leftOut().forEach(chart::remove);
    assertThat(kept).isEqualTo(chart);
    assertThat(fit.release().withChart(release.chart())).isEqualTo(release);
  }

  @Test
  void of_tooLargeEvenSo_isRefusedByTheNamesOfTheLargest() {
    Release base = Releases.installing("web");
    String manifest =
        document("web/templates/a.yaml", "ConfigMap", "small", 10)
            + document("web/templates/b.yaml", "Secret", "certificates", HALF)
            + document("web/templates/b.yaml", "ConfigMap", "dashboards", 2 * HALF);
    Release release =
        new Release(
            "web",
            "shop",
            3,
            base.info(),
            chart(1000, 1000, 1000, 1000),
            Map.of("license", noise(1000, 3)),
            manifest,
            base.hooks(),
            base.applyMethod(),
            Map.of(),
            Map.of());

    assertThatThrownBy(() -> RecordFit.of(release))
        .hasMessageMatching(
            "cannot store release 'web' revision 3: the record is \\d{7} bytes, limit 1000000")
        .isInstanceOfSatisfying(
            DistroException.class,
            e -> {
              assertThat(e.where())
                  .extracting(SourceLocation::toString)
                  .extracting(line -> line.replaceAll("\\d{3} bytes", "NNN bytes"))
                  .containsExactly(
                      "ConfigMap 'dashboards' (web/templates/b.yaml): 1066NNN bytes before"
                          + " compression",
                      "Secret 'certificates' (web/templates/b.yaml): 533NNN bytes before"
                          + " compression",
                      "the given values: 1NNN bytes before compression",
                      "ConfigMap 'small' (web/templates/a.yaml): NNN bytes before compression",
                      "the chart's values: 14 bytes before compression");
              assertThat(e.hint()).isPresent();
            });
  }

  @Test
  void of_isBelowTheLimitOfASecret_soThatAFailureCanBeToldToo() {
    Release fitting =
        RecordFit.of(Releases.installing("web").withChart(chart(749_000 - 4096, 0, 0, 0)))
            .release();

    String why = noise(20_000, 5);

    assertThat(ReleaseCodec.encode(fitting.withStatus(ReleaseStatus.FAILED, why)))
        .hasSizeLessThan(ReleaseCodec.LIMIT);
  }

  private static Map<String, Object> chart(int files, int templates, int schema, int lock) {
    Map<String, Object> chart = new LinkedHashMap<>();
    chart.put("metadata", Map.of("name", "web", "version", "1.2.3"));
    chart.put("values", Map.of("replicas", 2L));
    chart.put("files", files(files, 1));
    chart.put("templates", files(templates, 2));
    chart.put("schema", noise(schema, 3));
    chart.put("lock", Map.of("digest", noise(lock, 4)));
    return chart;
  }

  private static List<Map<String, Object>> files(int bytes, long seed) {
    return bytes == 0 ? List.of() : List.of(Map.of("name", "file", "data", noise(bytes, seed)));
  }

  private static String document(String source, String kind, String name, int bytes) {
    return "---\n# Source: %s\nkind: %s\nmetadata:\n  labels: {name: other}\n  name: %s\nd: %s\n"
        .formatted(source, kind, name, noise(bytes, bytes));
  }

  /** Text of so many random bytes, which gzip makes no smaller than they are. */
  private static String noise(int bytes, long seed) {
    byte[] noise = new byte[bytes];
    new Random(seed).nextBytes(noise);
    return Base64.getEncoder().encodeToString(noise);
  }
}
