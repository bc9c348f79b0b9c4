package io.maglev.distro.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.GoJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReleaseCodecTest {

  @Test
  void encode_thenDecode_isTheSameRelease() {
    Release release =
        Releases.installing("web")
            .withApplyMethod(ApplyMethod.SERVER_SIDE)
            .withLabels(Map.of("distro", "maglev"));

    Release read = ReleaseCodec.decode(ReleaseCodec.encode(release), release.labels());

    assertThat(read).isEqualTo(release);
  }

  @Test
  void encode_labels_areNotInTheRecord() {
    String json = json(Releases.installing("web").withLabels(Map.of("distro", "maglev")));

    assertThat(json).doesNotContain("maglev");
  }

  @Test
  void encode_wholeNumbers_stayWhole() {
    assertThat(json(Releases.installing("web")))
        .contains("\"big\":9007199254740993", "\"replicas\":2", "\"version\":1");
  }

  @Test
  void encode_unsetTimes_areEmptyAsHelm3WritesThem() {
    assertThat(json(Releases.installing("web")))
        .contains("\"deleted\":\"\"")
        .contains("\"last_run\":{\"completed_at\":\"\",\"phase\":\"\",\"started_at\":\"\"}");
  }

  @Test
  void encode_times_haveTheDecimalsTheyNeed() {
    assertThat(json(Releases.installing("web")))
        .contains("\"last_deployed\":\"2026-11-21T05:00:00.12Z\"");
  }

  @Test
  void decode_timeOfAnotherZone_keepsTheZone() {
    String text = "{\"info\":{\"last_deployed\":\"2026-11-21T07:00:00.123456789+02:00\"}}";

    Release release = decodeJson(text);

    assertThat(release.info().lastDeployed())
        .contains(OffsetDateTime.parse("2026-11-21T07:00:00.123456789+02:00"));
    assertThat(json(release)).contains("\"2026-11-21T07:00:00.123456789+02:00\"");
  }

  @Test
  void decode_helm4WithoutUnsetTimes_readsThemAsUnset() {
    Release release =
        decodeJson(
            "{\"name\":\"web\",\"info\":{\"status\":\"deployed\"},\"apply_method\":\"ssa\","
                + "\"hooks\":[{\"name\":\"h\",\"last_run\":{\"phase\":\"Succeeded\"}}]}");

    assertThat(release.info().deleted()).isEmpty();
    assertThat(release.applyMethod()).contains(ApplyMethod.SERVER_SIDE);
    assertThat(release.hooks().get(0).lastRun().phase()).isEqualTo(HookRun.Phase.SUCCEEDED);
    assertThat(release.hooks().get(0).hook().deletePolicies())
        .containsExactly("before-hook-creation");
  }

  @Test
  void decode_goZeroTime_isUnset() {
    assertThat(decodeJson("{\"info\":{\"deleted\":\"0001-01-01T00:00:00Z\"}}").info().deleted())
        .isEmpty();
  }

  @Test
  void decode_unknownFields_areWrittenBack() {
    String text =
        "{\"chart\":{\"metadata\":{\"x\":1},\"modtime\":\"t\"},\"future\":[1,2],"
            + "\"apply_method\":\"quantum\",\"hooks\":[{\"events\":[\"crd-install\",\"test\"],"
            + "\"more\":true}],\"info\":{\"resources\":{\"a\":[]},\"status\":\"deployed\"}}";

    KubeObject written = parse(json(decodeJson(text)));

    assertThat(written.at("future")).contains(List.of(1L, 2L));
    assertThat(written.at("apply_method")).contains("quantum");
    assertThat(written.at("chart", "modtime")).contains("t");
    assertThat(written.at("info", "resources")).contains(Map.of("a", List.of()));
    assertThat(written.maps("hooks").get(0))
        .containsEntry("events", List.of("crd-install", "test"))
        .containsEntry("more", true);
  }

  @Test
  void decode_nullsOfGo_areZeroValues() {
    Release release = decodeJson("{\"config\":null,\"hooks\":null,\"info\":null,\"chart\":null}");

    assertThat(release.config()).isEmpty();
    assertThat(release.hooks()).isEmpty();
    assertThat(release.status()).isEqualTo(ReleaseStatus.UNKNOWN);
  }

  @Test
  void decode_plainJson_isReadAsFromBeforeCompression() {
    String text = base64("{\"name\":\"old\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(ReleaseCodec.decode(text, Map.of()).name()).isEqualTo("old");
  }

  @Test
  void decode_damaged_isToldAsSuch() {
    byte[] packed = Gzip.pack("{\"name\":\"web\"}".getBytes(StandardCharsets.UTF_8));
    packed[packed.length - 6] ^= 1;

    assertThatThrownBy(() -> ReleaseCodec.decode(base64(packed), Map.of()))
        .isInstanceOf(RecordException.class)
        .hasMessageContaining("no intact gzip stream");
    assertThatThrownBy(() -> ReleaseCodec.decode("%%%", Map.of()))
        .hasMessageContaining("no base64");
    assertThatThrownBy(() -> decodeJson("[1]")).hasMessageContaining("no JSON object");
    assertThatThrownBy(() -> decodeJson("{\"version\":\"x\"}"))
        .hasMessageContaining("field 'version' is of the wrong type");
  }

  @Test
  void decode_bomb_isRefused() {
    byte[] bomb = Gzip.pack(new byte[Gzip.UNPACKED_LIMIT + 1]);

    assertThatThrownBy(() -> ReleaseCodec.decode(base64(bomb), Map.of()))
        .hasMessageContaining("unpacks to more than 67108864 bytes");
  }

  @Test
  void encode_tooLarge_namesBothSizesAndTheLargest() {
    byte[] noise = new byte[900_000];
    new Random(1).nextBytes(noise);
    Map<String, Object> chart = new LinkedHashMap<>();
    chart.put("files", List.of(Map.of("name", "dash.json", "data", base64(noise))));
    Release base = Releases.installing("web");
    Release release =
        new Release(
            "web",
            "shop",
            3,
            base.info(),
            chart,
            Map.of(),
            base.manifest(),
            base.hooks(),
            base.applyMethod(),
            Map.of(),
            Map.of());

    assertThatThrownBy(() -> ReleaseCodec.encode(release))
        .isInstanceOfSatisfying(
            DistroException.class,
            e -> {
              assertThat(e.where().get(0))
                  .hasToString("chart file dash.json: 900000 bytes before compression");
              assertThat(e.where()).hasSize(3);
              assertThat(e.hint()).isPresent();
            })
        .hasMessageMatching(
            "cannot store release 'web' revision 3: the record is \\d{7} bytes, limit 1048576");
  }

  /** Recorded by SecretReleaseStoreIT from Helm 3.22. */
  @Test
  void decode_recordedFromHelm_thenEncode_losesNothing() throws IOException {
    String recorded;
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/fixtures/release/helm-3.txt"))) {
      recorded = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }

    Release release = ReleaseCodec.decode(recorded, Map.of());

    assertThat(release.name()).isEqualTo("theirs");
    assertThat(release.hooks().get(0).lastRun().completedAt()).isPresent();
    assertThat(release.other()).isEmpty();
    byte[] original = Gzip.unpack(Base64.getDecoder().decode(recorded));
    assertThat(parse(json(release))).isEqualTo(parse(new String(original, StandardCharsets.UTF_8)));
  }

  @Test
  void release_asText_showsNoValues() {
    assertThat(Releases.installing("web")).hasToString("Release[web.v1 in shop, pending-install]");
  }

  /** Any JSON object, for its path access. */
  @SuppressWarnings("unchecked") // a JSON object has string keys only
  private static KubeObject parse(String json) {
    return new KubeObject((Map<String, Object>) Objects.requireNonNull(GoJson.readWhole(json)));
  }

  private static Release decodeJson(String json) {
    return ReleaseCodec.decode(base64(json.getBytes(StandardCharsets.UTF_8)), Map.of());
  }

  private static String json(Release release) {
    byte[] packed = Base64.getDecoder().decode(ReleaseCodec.encode(release));
    return new String(Gzip.unpack(packed), StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
