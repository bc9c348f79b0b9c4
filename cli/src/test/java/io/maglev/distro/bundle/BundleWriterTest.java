package io.maglev.distro.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleWriterTest {
  private final Path dir;

  BundleWriterTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void write_givesTheFileItsNameIdentityAndSize() throws IOException {
    BundleFile file = BundleWriter.write(dir.resolve("new/sub"), Fixture.content());

    assertThat(file.path()).hasFileName("maglev-1.4.0+build.7.distro.tar");
    assertThat(file.size()).isEqualTo(Files.size(file.path()));
    assertThat(file.identity()).isEqualTo(Digest.of(content(entries(file.path()), "index.json")));
  }

  @Test
  void write_putsEntriesInTheOrderOfTheRootManifest() throws IOException {
    BundleFile file = BundleWriter.write(dir, Fixture.content());
    RootManifest root = BundleReader.readHead(file.path()).manifest();

    List<String> expected = new ArrayList<>();
    expected.addAll(List.of("oci-layout", "index.json", "distro/signatures.json"));
    expected.add(name(BundleReader.readHead(file.path()).root()));
    root.blobs().forEach(blob -> expected.add(name(blob)));
    expected.add("distro/end.json");
    assertThat(entries(file.path()).keySet()).containsExactlyElementsOf(expected);
    assertThat(root.layers().stream().map(Descriptor::mediaType))
        .containsExactly(
            BundleFormat.VALUES_TYPE,
            BundleFormat.MANIFEST_TYPE,
            BundleFormat.CHART_CONFIG_TYPE,
            BundleFormat.CHART_CONTENT_TYPE,
            BundleFormat.MANIFEST_TYPE,
            BundleFormat.CHART_CONFIG_TYPE,
            BundleFormat.CHART_CONTENT_TYPE,
            BundleFormat.MANIFEST_TYPE,
            BundleFormat.CHART_CONFIG_TYPE,
            BundleFormat.CHART_CONTENT_TYPE);
    assertThat(root.chartManifests().stream().map(blob -> Map.copyOf(blob.annotations())))
        .containsExactly(
            annotations("hook", "pki", "0.1.0"),
            annotations("chart", "idm", "2.0.0"),
            annotations("chart", "postgres", "1.2.3+build.5"));
  }

  @Test
  void write_documents_areThoseOfTheFormat() throws IOException {
    Map<String, byte[]> entries =
        entries(BundleWriter.write(dir, Fixture.contentWith(List.of())).path());

    String idm = text(content(entries, name(Fixture.IDM.archive())));
    assertThat(idm).isEqualTo(text(Fixture.bytes(Fixture.IDM.archive())));
    assertThat(text(content(entries, "oci-layout")))
        .isEqualTo("{\"imageLayoutVersion\":\"1.0.0\"}");
    assertThat(text(content(entries, "index.json")))
        .matches(
            "\\{\"annotations\":\\{\"io.maglev.distro.format\":\"1.0\","
                + "\"io.maglev.distro.needs\":\"0.1.0\"},"
                + "\"manifests\":\\[\\{"
                + "\"annotations\":\\{\"org.opencontainers.image.ref.name\":\"1.0.0\"},"
                + "\"artifactType\":\"application/vnd.maglev.distro.v1\\+json\","
                + "\"digest\":\"sha256:[0-9a-f]{64}\","
                + "\"mediaType\":\"application/vnd.oci.image.manifest.v1\\+json\","
                + "\"size\":[0-9]+}],"
                + "\"mediaType\":\"application/vnd.oci.image.index.v1\\+json\","
                + "\"schemaVersion\":2}");
    assertThat(text(content(entries, "distro/signatures.json")))
        .hasSize(65536)
        .matches("\\{\"signatures\":\\[]} +");
    assertThat(text(content(entries, "distro/end.json")))
        .isEqualTo("{\"blobs\":5,\"index\":\"" + Digest.of(content(entries, "index.json")) + "\"}");
  }

  /** Pins the bytes across machines, JDKs and releases of this tool. */
  @Test
  void write_knownContent_hasTheIdentityItAlwaysHad() {
    assertThat(BundleWriter.write(dir, Fixture.content()).identity().hex())
        .isEqualTo("c52a68ab58c828b3df9727c9fe4972331a18844e22685b94068fa626f103c092");
  }

  @Test
  void write_shuffledRedatedElsewhere_isByteIdentical() throws IOException {
    byte[] expected = Fixture.written(dir.resolve("a"), Fixture.content());
    Path archive = Files.write(dir.resolve("idm.tgz"), Fixture.bytes(Fixture.IDM.archive()));
    Files.setLastModifiedTime(archive, FileTime.fromMillis(86_400_000));
    BundleChart fromFile = new BundleChart(Fixture.IDM.metadata(), Blob.of(archive));
    BundleContent shuffled =
        new BundleContent(
            "maglev",
            "1.4.0+build.7",
            Fixture.LOCK,
            Optional.of(Fixture.VALUES),
            List.of(Fixture.PKI, Fixture.PKI),
            List.of(Fixture.POSTGRES, fromFile, Fixture.IDM),
            List.of());
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(Fixture.written(dir.resolve("b"), shuffled)).isEqualTo(expected);
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void write_oldBundleOfThatName_isReplaced() throws IOException {
    Path old = Files.writeString(dir.resolve("maglev-1.4.0+build.7.distro.tar"), "old");

    BundleWriter.write(dir, Fixture.content());

    assertThat(BundleReader.readHead(old).name()).isEqualTo("maglev");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shorter", "muuuuch longer", "changed"})
  void write_sourceThatChanged_leavesTheOldBundleAndNothingElse(String now) throws IOException {
    Path old = Files.writeString(dir.resolve("maglev-1.0.0.distro.tar"), "old");
    Path source = Files.writeString(dir.resolve("source"), "CHANGED");
    Blob blob = Blob.of(source);
    Files.writeString(source, now);
    BundleContent content =
        Fixture.contentWith(List.of(new ExtraBlob("text/plain", Map.of(), blob)));

    assertThatThrownBy(() -> BundleWriter.write(dir, content))
        .isInstanceOfSatisfying(
            DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO))
        .hasMessageEndingWith("the source of " + blob.digest() + " changed while it was packed");
    assertThat(old).hasContent("old");
    assertThat(files()).containsExactlyInAnyOrder("maglev-1.0.0.distro.tar", "source");
  }

  @Test
  void write_sourceThatFails_leavesNothing() throws IOException {
    Path source = Files.writeString(dir.resolve("source"), "x");
    Blob blob = Blob.of(source);
    Files.delete(source);
    BundleContent content =
        Fixture.contentWith(List.of(new ExtraBlob("text/plain", Map.of(), blob)));

    assertThatThrownBy(() -> BundleWriter.write(dir, content))
        .hasMessageStartingWith("cannot write bundle '" + dir);
    assertThat(files()).isEmpty();
  }

  @Test
  void write_intoAFile_saysWhichBundle() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "");

    assertThatThrownBy(() -> BundleWriter.write(file, Fixture.content()))
        .isInstanceOf(DistroException.class)
        .hasMessageStartingWith("cannot write bundle '" + file);
  }

  @Test
  void write_oneVersionWithTwoContents_isRefused() {
    BundleChart other =
        new BundleChart(Fixture.IDM.metadata(), Fixture.blob("not the same archive"));
    BundleContent content =
        new BundleContent(
            "maglev",
            "1.0.0",
            Fixture.LOCK,
            Optional.empty(),
            List.of(other),
            List.of(Fixture.IDM),
            List.of());

    assertThatThrownBy(() -> BundleWriter.write(dir, content))
        .hasMessage(
            "cannot bundle distro 'maglev': chart 'idm' 2.0.0 comes with two different contents");
  }

  @Test
  void write_lockOverTheLimit_namesBothNumbers() {
    BundleContent content =
        new BundleContent(
            "maglev",
            "1.0.0",
            Blob.of(new byte[(16 << 20) + 1]),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of());

    assertThatThrownBy(() -> BundleWriter.write(dir, content))
        .hasMessageEndingWith("it has 16777217 bytes of lock, limit 16777216");
  }

  @Test
  void write_tooManyBlobs_namesBothNumbers() {
    List<ExtraBlob> extras = new ArrayList<>();
    for (int i = 0; i < 16_382; i++) {
      extras.add(new ExtraBlob("t", Map.of(), Fixture.blob("blob " + i)));
    }

    assertThatThrownBy(() -> BundleWriter.write(dir, Fixture.contentWith(extras)))
        .hasMessageEndingWith("it has 16385 blobs, limit 16384");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Maglev", "a/b", "-a", "a-", "..", "a b", "é"})
  void content_nameUnfitForFilesAndTags_isRefused(String name) {
    assertThatThrownBy(() -> named(name, "1.0.0"))
        .hasMessage("cannot bundle distro '" + name + "': that is no name for a distro");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../1", "1/2", "1 0", "+1"})
  void content_versionUnfitForFilesAndTags_isRefused(String version) {
    assertThatThrownBy(() -> named("maglev", version)).hasMessageContaining("is no version");
  }

  @Test
  void chart_withoutVersion_isRefused() {
    BundleChart chart = new BundleChart(Map.of("name", "idm"), Fixture.blob("x"));

    assertThatThrownBy(chart::version).hasMessage("cannot bundle chart 'idm': it has no version");
  }

  private static BundleContent named(String name, String version) {
    return new BundleContent(
        name, version, Fixture.LOCK, Optional.empty(), List.of(), List.of(), List.of());
  }

  private static Map<String, String> annotations(String role, String name, String version) {
    return Map.of(
        BundleFormat.ROLE_KEY, role, BundleFormat.TITLE, name, BundleFormat.IMAGE_VERSION, version);
  }

  private static String name(Descriptor blob) {
    return "blobs/sha256/" + blob.digest().hex();
  }

  private static String name(Blob blob) {
    return "blobs/sha256/" + blob.digest().hex();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] content(Map<String, byte[]> entries, String name) {
    assertThat(entries).containsKey(name);
    return entries.getOrDefault(name, new byte[0]);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** As another tar reader sees it, with what every header must say. */
  private static Map<String, byte[]> entries(Path bundle) throws IOException {
    Map<String, byte[]> entries = new java.util.LinkedHashMap<>();
    try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(bundle));
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        assertThat(entry.isFile()).isTrue();
        assertThat(entry.getMode()).isEqualTo(0644);
        assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
        assertThat(entry.getLastModifiedTime().toMillis()).isZero();
        entries.put(entry.getName(), tar.readAllBytes());
      }
    }
    return entries;
  }
}
