package io.maglev.distro.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarGzTest {
  private static final List<ArchiveFile> FILES =
      List.of(
          file("app/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\n"),
          file("app/templates/a.yaml", "a: {{ .Values.a }}\n"),
          file("app/templates/Z.yaml", "z: 1\n"),
          file("app/files/grüße.txt", "grüße"),
          file("app/empty", ""),
          new ArchiveFile("app/files/blob", noise(70_000)));

  @Test
  void pack_thenRead_givesTheFilesInByteOrderOfNames() {
    List<ArchiveFile> files = read(TarGz.pack(FILES));

    assertThat(files).containsExactlyInAnyOrderElementsOf(FILES);
    assertThat(files.stream().map(ArchiveFile::name))
        .containsExactly(
            "app/Chart.yaml",
            "app/empty",
            "app/files/blob",
            "app/files/grüße.txt",
            "app/templates/Z.yaml",
            "app/templates/a.yaml");
  }

  @Test
  void pack_shuffledInOtherTimeZoneAndLocale_isByteIdentical() {
    byte[] expected = TarGz.pack(FILES);
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      List<ArchiveFile> shuffled = new ArrayList<>(FILES);
      Collections.shuffle(shuffled, new Random(5));

      assertThat(TarGz.pack(shuffled)).isEqualTo(expected);
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  /** Pins the bytes across machines and releases of this tool. */
  @Test
  void pack_knownFiles_givesTheBytesItAlwaysGave() {
    assertThat(Digest.of(TarGz.pack(FILES)).hex())
        .isEqualTo("176ff974cabd42de43f1310b415f843102fb33ee00a30a1ff10f735512fa1587");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/passwd", "a/../b", "..", "a//b", "./a", "a/", "C:/x", "a\\b"})
  void pack_unsafeName_isRefused(String name) {
    assertThatThrownBy(() -> TarGz.pack(List.of(file(name, ""))))
        .isInstanceOf(DistroException.class)
        .hasMessageStartingWith("cannot pack file '" + name + "'");
  }

  @Test
  void pack_sameNameTwice_isRefused() {
    assertThatThrownBy(() -> TarGz.pack(List.of(file("a", "1"), file("a", "2"))))
        .hasMessage("cannot pack file 'a': it is given twice");
  }

  @Test
  void read_fromFile_isTheSame(@TempDir Path dir) throws IOException {
    Path archive = Files.write(dir.resolve("app.tgz"), TarGz.pack(FILES));

    assertThat(TarGz.read(archive, ArchiveLimits.CHART)).hasSameSizeAs(FILES);
  }

  @Test
  void read_missingFile_saysSo(@TempDir Path dir) {
    assertThatThrownBy(() -> TarGz.read(dir.resolve("none.tgz"), ArchiveLimits.CHART))
        .isInstanceOfSatisfying(
            DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO));
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, its path is absolute",
    "app/../../etc/passwd, its path leads outside the archive",
    "../x, its path leads outside the archive",
    "C:/windows/x, its path names a Windows drive",
    "c:x, its path names a Windows drive",
    "\\\\server\\share, its path is absolute",
    "..\\x, its path leads outside the archive",
    "app/templates\\x, its name mixes '/' and '\\'",
  })
  void read_hostileName_isRefusedWithTheReason(String name, String reason) throws IOException {
    refuses(archive(tar -> put(tar, name, new byte[0])), "entry '" + name + "': " + reason);
  }

  @Test
  void read_controlCharacterInName_isRefusedAndNotEchoed() throws IOException {
    refuses(
        archive(tar -> put(tar, "app/\u001b[31mred", new byte[0])),
        "entry 'app/?[31mred': its name holds control characters or is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "2,symbolic link",
    "1,hard link",
    "3,device",
    "4,device",
    "6,fifo",
    "S,special entry"
  })
  void read_notARegularFile_isRefused(char type, String kind) throws IOException {
    byte[] archive =
        archive(
            tar -> {
              TarArchiveEntry entry = new TarArchiveEntry("app/x", (byte) type);
              entry.setLinkName("/etc/passwd");
              tar.putArchiveEntry(entry);
              tar.closeArchiveEntry();
            });

    refuses(archive, "entry 'app/x' is a " + kind + ", not a regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"app/x", "app/./x", "app/././x"})
  void read_duplicateWithOtherContent_isRefused(String second) throws IOException {
    refuses(
        archive(
            tar -> {
              put(tar, "app/x", new byte[1]);
              put(tar, second, new byte[2]);
            }),
        "entry '" + second + "' appears twice");
  }

  /** Some public charts were packed so. */
  @Test
  void read_duplicateWithTheSameContent_isTakenOnce() throws IOException {
    byte[] archive =
        archive(
            tar -> {
              put(tar, "app/x", new byte[1]);
              put(tar, "app/y", new byte[1]);
              put(tar, "app/x", new byte[1]);
            });

    assertThat(TarGz.read("a.tgz", archive, ArchiveLimits.CHART).stream().map(ArchiveFile::name))
        .containsExactly("app/x", "app/y");
  }

  @Test
  void read_fileOverTheLimit_namesBothNumbers() throws IOException {
    refuses(
        archive(tar -> put(tar, "app/x", new byte[6 << 20])),
        "entry 'app/x' is 6291456 bytes, limit 5242880");
  }

  @Test
  void read_filesOverTheTotal_namesBothNumbers() throws IOException {
    byte[] archive =
        archive(
            tar -> {
              for (int i = 0; i < 4; i++) {
                put(tar, "app/" + i, new byte[100]);
              }
            });

    assertThatThrownBy(() -> TarGz.read("x.tgz", archive, new ArchiveLimits(100, 399, 10)))
        .hasMessageEndingWith("its files are at least 400 bytes together, limit 399");
    assertThatThrownBy(() -> TarGz.read("x.tgz", archive, new ArchiveLimits(100, 400, 3)))
        .hasMessageEndingWith("it holds more than 3 entries");
    assertThat(TarGz.read("x.tgz", archive, new ArchiveLimits(100, 400, 4))).hasSize(4);
  }

  @Test
  void read_bombInAFile_stopsAtTheHeader() throws IOException {
    refuses(bomb(UstarHeader.of("app/x", 10L << 30)), "entry 'app/x' is 10737418240 bytes, limit");
  }

  @Test
  void read_bombOfZeros_stopsEarly() throws IOException {
    refuses(bomb(new byte[0]), "more than 1048576 bytes of headers or padding follow its start");
  }

  /** A long name is gathered in memory before anybody can look at it. */
  @Test
  void read_bombInALongName_stopsEarly() throws IOException {
    TarArchiveEntry longName =
        new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    longName.setSize(2L << 30);
    byte[] header = new byte[512];
    longName.writeEntryHeader(header);

    refuses(bomb(header), "more than 1048576 bytes of headers or padding");
  }

  @Test
  void read_bombInADirectory_stopsEarly() throws IOException {
    refuses(bomb(UstarHeader.of("app/dir/", 3L << 30)), "is 3221225472 bytes, limit 5242880");
  }

  @Test
  void read_truncatedAnywhere_isRefused() {
    byte[] whole = TarGz.pack(FILES);
    for (int length = 0; length < whole.length; length += length < 2000 ? 1 : 997) {
      byte[] part = Arrays.copyOf(whole, length);

      DistroException refusal = catchThrowableOfType(DistroException.class, () -> read(part));

      assertThat(refusal).as("first %d bytes", length).isNotNull();
      assertThat(refusal.code()).isEqualTo(ErrorCode.ARCHIVE_INVALID);
    }
  }

  @Test
  void read_alteredByte_isRefusedOrHarmless() {
    byte[] whole = TarGz.pack(FILES.subList(0, 3));
    List<ArchiveFile> expected = read(whole);
    for (int i = 0; i < whole.length; i++) {
      byte[] altered = whole.clone();
      altered[i] ^= 0x10;
      try {
        // Time, flags and system of the gzip header carry nothing.
        assertThat(read(altered)).as("byte %d", i).isEqualTo(expected);
      } catch (DistroException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.ARCHIVE_INVALID);
      }
    }
  }

  @Test
  void read_notGzip_isRefused() {
    refuses("name: x\n".getBytes(StandardCharsets.UTF_8), "it is not a gzipped archive");
    refuses(new byte[0], "it is not a gzipped archive");
  }

  @Test
  void read_damagedHeader_isRefused() throws IOException {
    byte[] header = UstarHeader.of("app/x", 0);
    header[3] = 'X';

    refuses(gzip(header, new byte[1024]), "it is truncated or damaged after its start");
  }

  @Test
  void read_paxHeadersAndDirectories_arePassedOver() throws IOException {
    String longName = "app/" + "n".repeat(150) + "/" + "m".repeat(150);
    byte[] archive =
        archive(
            tar -> {
              TarArchiveEntry global =
                  new TarArchiveEntry(
                      "pax_global_header", TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER);
              global.addPaxHeader("comment", "what git archive writes");
              tar.putArchiveEntry(global);
              tar.putArchiveEntry(new TarArchiveEntry("app/"));
              tar.closeArchiveEntry();
              tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
              put(tar, longName, new byte[3]);
              tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
              put(tar, longName + "2", new byte[3]);
            });

    assertThat(read(archive).stream().map(ArchiveFile::name))
        .containsExactly(longName, longName + "2");
  }

  @Test
  void read_windowsSeparators_becomeSlashes() throws IOException {
    byte[] archive = gzip(UstarHeader.of("app\\templates\\x.yaml", 0), new byte[1024]);

    assertThat(read(archive).get(0).name()).isEqualTo("app/templates/x.yaml");
  }

  private static void refuses(byte[] archive, String reason) {
    assertThatThrownBy(() -> read(archive))
        .isInstanceOfSatisfying(
            DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ARCHIVE_INVALID))
        .hasMessageStartingWith("cannot read archive 'x.tgz': ")
        .hasMessageContaining(reason);
  }

  private static List<ArchiveFile> read(byte[] archive) {
    return TarGz.read("x.tgz", archive, ArchiveLimits.CHART);
  }

  private static ArchiveFile file(String name, String text) {
    return new ArchiveFile(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** A few MB that inflate to the prefix and some 4 GiB of zeros. */
  private static byte[] bomb(byte[] prefix) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(gzip(prefix));
    byte[] member = gzip(new byte[1 << 24]);
    for (int i = 0; i < 256; i++) {
      whole.writeBytes(member);
    }
    return whole.toByteArray();
  }

  private static byte[] gzip(byte[]... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (byte[] part : parts) {
        gzip.write(part);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] archive(Filling filling) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      filling.fill(tar);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("x");
    // By the constructor a leading slash would be lost, by the setter a backslash would be kept.
    entry.setName(name);
    if (!entry.getName().equals(name)) {
      entry = new TarArchiveEntry(name, true);
    }
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private interface Filling {
    void fill(TarArchiveOutputStream tar) throws IOException;
  }
}
