package io.maglev.distro.bundle;

import io.maglev.distro.archive.ArchiveFile;
import io.maglev.distro.archive.ChartArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small distro to bundle: two charts, a hook, values. */
final class Fixture {
  static final Blob LOCK = blob("{\"components\":[\"idm\",\"postgres\"]}");
  static final Blob VALUES = blob("{\"domain\":\"maglev.local\"}");
  static final BundleChart IDM = chart("idm", "2.0.0");
  static final BundleChart POSTGRES = chart("postgres", "1.2.3+build.5");
  static final BundleChart PKI = chart("pki", "0.1.0");

  private Fixture() {}

  static BundleContent content() {
    return new BundleContent(
        "maglev",
        "1.4.0+build.7",
        LOCK,
        Optional.of(VALUES),
        List.of(PKI),
        List.of(IDM, POSTGRES),
        List.of());
  }

  static BundleContent contentWith(List<ExtraBlob> extras) {
    return new BundleContent(
        "maglev", "1.0.0", LOCK, Optional.empty(), List.of(), List.of(IDM), extras);
  }

  static BundleChart chart(String name, String version) {
    String yaml = "apiVersion: v2\nname: " + name + "\nversion: " + version + "\n";
    byte[] archive = ChartArchive.pack(name, List.of(new ArchiveFile("Chart.yaml", bytes(yaml))));
    return new BundleChart(
        Map.of("apiVersion", "v2", "name", name, "version", version), Blob.of(archive));
  }

  static Blob blob(String text) {
    return Blob.of(bytes(text));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(Blob blob) {
    try {
      return blob.open().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] written(Path directory, BundleContent content) throws IOException {
    return Files.readAllBytes(BundleWriter.write(directory, content).path());
  }
}
