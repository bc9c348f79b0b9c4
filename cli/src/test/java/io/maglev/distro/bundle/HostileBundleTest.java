package io.maglev.distro.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.archive.UstarHeader;
import io.maglev.distro.model.Digest;
import io.maglev.distro.yaml.CanonicalJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bundles whose digests are all right, made by somebody who knows the format. */
class HostileBundleTest {

  @Test
  void verify_craftedButHonest_isTaken() {
    CraftedBundle bundle = new CraftedBundle();
    bundle.add("text/plain", Fixture.bytes("x"));

    assertThat(verify(bundle.build()).name()).isEqualTo("maglev");
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        row("is not canonical JSON", b -> b.rootBytes = json -> text(text(json) + "\n")),
        row(
            "is not canonical JSON",
            b ->
                b.rootBytes = json -> text(text(json).replace("{\"ann", "{\"a\":1,\"a\":1,\"ann"))),
        row("is not UTF-8", b -> b.rootBytes = json -> new byte[] {'"', (byte) 0xff, '"'}),
        row("is not a JSON object", b -> b.rootBytes = json -> text("[]")),
        row("the root manifest lacks layers, a list", b -> b.root.remove("layers")),
        row(
            "lacks config.digest, a string",
            b -> b.root.put("config", Map.of("mediaType", BundleFormat.LOCK_TYPE))),
        row("has a schemaVersion that is not 2", b -> b.root.put("schemaVersion", 1)),
        row("has artifactType 'x'", b -> b.root.put("artifactType", "x")),
        row("breaks the rules for names", b -> b.root.put("annotations", titled("../x", "1.0.0"))),
        row("breaks the rules for names", b -> b.root.put("annotations", titled("x", "1/0"))),
        row("another version than index.json", b -> b.root.put("annotations", titled("x", "2"))),
        row("names blob sha256:", b -> b.layers.add(b.add("t", text("x")))),
        row("whole number from 0", b -> b.add("t", text("x")).put("size", -1)),
        row("whole number from 0", b -> b.add("t", text("x")).put("size", 0.5)),
        row("64 lower-case hex", b -> b.add("t", text("x")).put("digest", "sha256:../../x")),
        row("64 lower-case hex", b -> b.add("t", text("x")).put("digest", "sha512:00")),
        row("of 4398046511105 bytes, limit 4398046511104", b -> chunked(b, (1L << 42) + 1, "x", 0)),
        row(
            "has lock of 16777217 bytes, limit 16777216",
            b ->
                b.root.put(
                    "config",
                    sized(
                        CraftedBundle.descriptor(BundleFormat.LOCK_TYPE, text("x")),
                        1 + (16 << 20)))),
        row(
            "has values of 16777217 bytes, limit 16777216",
            b -> sized(b.add(BundleFormat.VALUES_TYPE, text("x")), 1 + (16 << 20))),
        row(
            "does not name the values first",
            b -> {
              b.add("t", text("y"));
              b.add(BundleFormat.VALUES_TYPE, text("x"));
            }),
        row("does not name the chunk digests", b -> sized(b.add("t", text("x")), 65L << 20)),
        row("does not name the chunk digests", b -> chunked(b, 65L << 20, "x", 1)),
        row("does not name the chunk digests", b -> chunked(b, 5, "x", 0)),
        row(
            "names 16385 blobs, limit 16384",
            b -> {
              for (int i = 0; i < 16_385; i++) {
                b.layers.add(Map.of());
              }
            }),
        row("names 2 manifests, not 1", b -> b.index.put("manifests", List.of(Map.of(), Map.of()))),
        row("names a root manifest of 4194305 bytes", b -> b.indexEntry.put("size", 1 + (4 << 20))),
        row("is not MAJOR.MINOR", b -> b.index.put("annotations", formatted("1", "1"))),
        row("is not canonical JSON", b -> b.slot = slot("{\"signatures\": []}")),
        row("holds more than signatures", b -> b.slot = slot("{\"signatures\":[],\"x\":1}")),
        row("is not base64", b -> b.slot = slot(signed("a", "!!!!"))),
        row("not canonical base64", b -> b.slot = slot(signed("a", "YR=="))),
        row("empty or not", b -> b.slot = slot(signed("a", ""))),
        row("two signatures of one key", b -> b.slot = slot(signed("a", "YQ==", "a", "Yg=="))),
        row("in the order of their keys", b -> b.slot = slot(signed("b", "YQ==", "a", "YQ=="))),
        row("chart manifest sha256", b -> chart(b, text("{\"x\":1}"))),
        row("which is not there", b -> chart(b, chartManifest(text("not in the bundle")))),
        row("bytes, limit 65536", b -> chart(b, new byte[65537])));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("hostile")
  void verify_hostileDocument_isRefused(String reason, Consumer<CraftedBundle> change) {
    CraftedBundle bundle = new CraftedBundle();
    change.accept(bundle);

    assertThatThrownBy(() -> verify(bundle.build()))
        .isInstanceOf(BundleInvalidException.class)
        .hasMessageStartingWith("cannot read bundle 'x': ")
        .hasMessageContaining(reason);
  }

  @Test
  void verify_newerMajor_isRefusedPolitelyBeforeAnythingElse() {
    CraftedBundle bundle = new CraftedBundle();
    bundle.index.put("annotations", formatted("2.3", "4.5.6"));
    bundle.index.put("manifests", "something new");

    assertThatThrownBy(() -> verify(bundle.build()))
        .isInstanceOfSatisfying(
            BundleInvalidException.class,
            e -> assertThat(e.hint()).hasValue("use distro 4.5.6 or newer"))
        .hasMessage("cannot read bundle 'x': it has format 2.3, this release reads format 1");
  }

  @Test
  void verify_majorThatStartsWithOurs_isRefusedToo() {
    CraftedBundle bundle = new CraftedBundle();
    bundle.index.put("annotations", formatted("10.0", "4.5.6"));

    assertThatThrownBy(() -> verify(bundle.build())).hasMessageContaining("it has format 10.0");
  }

  @Test
  void verify_newerMinorWithUnknownAdditions_isTaken() {
    CraftedBundle bundle = new CraftedBundle();
    bundle.index.put("annotations", formatted("1.7", "0.9.0"));
    bundle.root.put("somethingNew", Map.of("a", 1));
    bundle.add("application/vnd.maglev.distro.new.v1", Fixture.bytes("new"));

    assertThatCode(() -> verify(bundle.build())).doesNotThrowAnyException();
  }

  @Test
  void verify_wellFormedSignatures_areGivenInOrder() {
    CraftedBundle bundle = new CraftedBundle();
    bundle.slot = slot(signed("a", "YQ==", "b", "Yg=="));

    assertThat(verify(bundle.build()).signatures())
        .containsExactly(
            new Signature(new Digest("a".repeat(64)), new byte[] {'a'}),
            new Signature(new Digest("b".repeat(64)), new byte[] {'b'}));
  }

  @Test
  void verify_indexOfEndlessSize_isRefusedAtItsHeader() {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    CraftedBundle.entry(tar, "oci-layout", BundleLayout.layoutJson());
    tar.writeBytes(UstarHeader.of("index.json", 65537));

    assertThatThrownBy(() -> verify(tar.toByteArray()))
        .hasMessageEndingWith("'index.json' has no size or 65537 bytes, limit 65536");
  }

  @Test
  void verify_notABundle_saysWhatItFoundInstead() {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    CraftedBundle.entry(tar, "app/Chart\u001b.yaml", new byte[10]);

    assertThatThrownBy(() -> verify(tar.toByteArray()))
        .hasMessageEndingWith("it has 'app/Chart?.yaml' where 'oci-layout' must be");
    assertThatThrownBy(() -> verify(new byte[0]))
        .hasMessageEndingWith("it ends within the header of 'oci-layout'");
    assertThatThrownBy(() -> verify(new byte[512]))
        .hasMessageEndingWith("the header of 'oci-layout' is altered");
  }

  private static Arguments row(String reason, Consumer<CraftedBundle> change) {
    return Arguments.of(reason, change);
  }

  private static Map<String, Object> sized(Map<String, Object> descriptor, long size) {
    descriptor.put("size", size);
    return descriptor;
  }

  /** A layer that claims to be large, behind chunk digests that are as long as they must be. */
  private static void chunked(CraftedBundle bundle, long size, String seed, int surplus) {
    Map<String, Object> chunks = bundle.add(BundleFormat.CHUNKS_TYPE, text("chunks" + seed));
    sized(chunks, ChunkDigests.size(size) + surplus);
    Map<String, Object> large = sized(bundle.add("t", text(seed)), size);
    large.put("annotations", Map.of(BundleFormat.CHUNKS_KEY, chunks.get("digest")));
  }

  private static void chart(CraftedBundle bundle, byte[] manifest) {
    bundle
        .add(BundleFormat.MANIFEST_TYPE, manifest)
        .put("annotations", Map.of(BundleFormat.ROLE_KEY, "chart"));
  }

  private static byte[] chartManifest(byte[] content) {
    Map<String, Object> manifest = new TreeMap<>();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", BundleFormat.MANIFEST_TYPE);
    manifest.put("annotations", titled("x", "1"));
    manifest.put("config", CraftedBundle.descriptor(BundleFormat.CHART_CONFIG_TYPE, content));
    manifest.put(
        "layers", List.of(CraftedBundle.descriptor(BundleFormat.CHART_CONTENT_TYPE, content)));
    return CanonicalJson.write(manifest);
  }

  private static Map<String, String> titled(String name, String version) {
    return Map.of(BundleFormat.TITLE, name, BundleFormat.IMAGE_VERSION, version);
  }

  private static Map<String, String> formatted(String format, String needs) {
    return Map.of(BundleFormat.FORMAT_KEY, format, BundleFormat.NEEDS_KEY, needs);
  }

  private static String signed(String... keysAndValues) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      json.append(i > 0 ? "," : "")
          .append("{\"keyid\":\"sha256:")
          .append(keysAndValues[i].repeat(64))
          .append("\",\"sig\":\"")
          .append(keysAndValues[i + 1])
          .append("\"}");
    }
    return "{\"signatures\":[" + json + "]}";
  }

  private static byte[] slot(String json) {
    return text(json + " ".repeat(65536 - json.length()));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static BundleHead verify(byte[] bytes) {
    return BundleReader.verify("x", new ByteArrayInputStream(bytes));
  }
}
