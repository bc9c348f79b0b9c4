package io.maglev.distro.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.archive.UstarHeader;
import io.maglev.distro.model.Digest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleLayoutTest {
  private static final Digest A = Digest.of(new byte[] {1});
  private static final Digest B = Digest.of(new byte[] {2});

  private final Path dir;

  BundleLayoutTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void of_writtenBundle_agreesWithAnotherTarReader() throws IOException {
    BundleFile file = BundleWriter.write(dir, Fixture.content());
    List<BundleLayout.Entry> entries = BundleReader.readHead(file.path()).layout().entries();

    try (TarFile tar = new TarFile(file.path())) {
      List<TarArchiveEntry> found = tar.getEntries();
      assertThat(found).hasSameSizeAs(entries);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).getName()).isEqualTo(entries.get(i).name());
        assertThat(found.get(i).getDataOffset()).isEqualTo(entries.get(i).content());
        assertThat(found.get(i).getSize()).isEqualTo(entries.get(i).size());
      }
    }
  }

  @Test
  void blob_readByItsRangeAlone_isTheBlob() throws IOException {
    BundleFile file = BundleWriter.write(dir, Fixture.content());
    BundleLayout layout = BundleReader.readHead(file.path()).layout();
    Digest digest = Fixture.POSTGRES.archive().digest();
    BundleLayout.Entry entry = layout.blob(digest).orElseThrow();
    byte[] range = new byte[(int) entry.size()];

    try (RandomAccessFile raw = new RandomAccessFile(file.path().toFile(), "r")) {
      raw.seek(entry.content());
      raw.readFully(range);
    }

    assertThat(Digest.of(range)).isEqualTo(digest);
  }

  /** The file is sparse: 9 GiB that take no room. */
  @Test
  void of_blobOfNineGib_hasOffsetsThatAnotherTarReaderAgreesWith() throws IOException {
    Map<Digest, Long> blobs = new LinkedHashMap<>();
    blobs.put(A, (9L << 30) + 1);
    blobs.put(B, 3L);
    BundleLayout layout = BundleLayout.of(700, blobs);
    Path file = dir.resolve("sparse.tar");
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(layout.size());
      for (BundleLayout.Entry entry : layout.entries()) {
        raw.seek(entry.header());
        raw.write(UstarHeader.of(entry.name(), entry.size()));
      }
    }

    try (TarFile tar = new TarFile(file)) {
      List<TarArchiveEntry> found = tar.getEntries();
      assertThat(found).hasSameSizeAs(layout.entries());
      assertThat(found.get(3).getSize()).isEqualTo((9L << 30) + 1);
      assertThat(found.get(4).getName()).isEqualTo("blobs/sha256/" + B.hex());
      assertThat(found.get(4).getDataOffset())
          .isEqualTo(layout.blob(B).orElseThrow().content())
          .isGreaterThan(9L << 30);
    }
  }

  @Test
  void of_sizesBeyondALong_isAnErrorNotAnOverflow() {
    assertThatThrownBy(() -> BundleLayout.of(700, Map.of(A, Long.MAX_VALUE - 10_000)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(
            () -> BundleLayout.of(700, Map.of(A, Long.MAX_VALUE / 2, B, Long.MAX_VALUE / 2)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void blob_unknownDigest_isEmpty() {
    assertThat(BundleLayout.of(700, Map.of(A, 1L)).blob(B)).isEmpty();
  }
}
