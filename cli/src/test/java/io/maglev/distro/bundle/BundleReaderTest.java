package io.maglev.distro.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleReaderTest {
  private final Path dir;

  BundleReaderTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void open_writtenBundle_givesItsContent() {
    BundleFile file = BundleWriter.write(dir, Fixture.content());

    try (Bundle bundle = BundleReader.open(file.path())) {
      BundleHead head = bundle.head();
      assertThat(head.identity()).isEqualTo(file.identity());
      assertThat(head.name() + " " + head.version()).isEqualTo("maglev 1.4.0+build.7");
      assertThat(head.format()).isEqualTo("1.0");
      assertThat(head.lock()).isEqualTo(Fixture.bytes(Fixture.LOCK));
      assertThat(head.values()).hasValue(Fixture.bytes(Fixture.VALUES));
      assertThat(head.signatures()).isEmpty();
      assertThat(head.layout().size()).isEqualTo(file.size());
      for (BundleChart chart : List.of(Fixture.IDM, Fixture.POSTGRES, Fixture.PKI)) {
        assertThat(bundle.chart(chart.archive().digest()))
            .isEqualTo(Fixture.bytes(chart.archive()));
      }
    }
  }

  @Test
  void open_chartManifest_isOneThatHelmTakes() {
    BundleFile file = BundleWriter.write(dir, Fixture.content());

    try (Bundle bundle = BundleReader.open(file.path())) {
      Descriptor descriptor = bundle.head().manifest().chartManifests().get(1);
      ChartManifest chart =
          ChartManifest.parse(CanonicalDocument.parse(bundle.blob(descriptor.digest())));
      assertThat(chart.name()).isEqualTo("idm");
      assertThat(chart.content().digest()).isEqualTo(Fixture.IDM.archive().digest());
      assertThat(bundle.blob(chart.config().digest()))
          .asString()
          .isEqualTo("{\"apiVersion\":\"v2\",\"name\":\"idm\",\"version\":\"2.0.0\"}");
    }
  }

  @Test
  void blob_unknownDigest_isNotFound() {
    BundleFile file = BundleWriter.write(dir, Fixture.content());

    try (Bundle bundle = BundleReader.open(file.path())) {
      assertThatThrownBy(() -> bundle.chart(Digest.of(new byte[0])))
          .isInstanceOfSatisfying(
              DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }

  @Test
  void blob_fileAlteredAfterTheCheck_isRefused() throws IOException {
    BundleFile file = BundleWriter.write(dir, Fixture.content());
    Digest digest = Fixture.IDM.archive().digest();

    try (Bundle bundle = BundleReader.open(file.path())) {
      long offset = bundle.head().layout().blob(digest).orElseThrow().content();
      try (RandomAccessFile raw = new RandomAccessFile(file.path().toFile(), "rw")) {
        raw.seek(offset + 20);
        raw.write(0);
        raw.write(0);
      }

      assertThatThrownBy(() -> bundle.chart(digest))
          .isInstanceOf(BundleInvalidException.class)
          .hasMessageContaining("was altered after it was checked");
    }
  }

  @Test
  void blob_fileReplacedAfterTheCheck_isStillTheOldOne() throws IOException {
    BundleFile file = BundleWriter.write(dir, Fixture.content());

    try (Bundle bundle = BundleReader.open(file.path())) {
      Path other = Files.writeString(dir.resolve("other"), "other");
      Files.move(other, file.path(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

      assertThat(bundle.chart(Fixture.IDM.archive().digest()))
          .isEqualTo(Fixture.bytes(Fixture.IDM.archive()));
    }
  }

  @Test
  void readHead_ofAStream_needsNoByteBehindTheHead() throws IOException {
    byte[] bundle = Fixture.written(dir, Fixture.content());
    BundleHead whole = BundleReader.readHead("x", new ByteArrayInputStream(bundle));
    BundleLayout.Entry values = whole.layout().blob(Fixture.VALUES.digest()).orElseThrow();
    byte[] start = Arrays.copyOf(bundle, (int) values.content() + 512);

    BundleHead head = BundleReader.readHead("x", new ByteArrayInputStream(start));

    assertThat(head.identity()).isEqualTo(whole.identity());
    assertThatThrownBy(() -> BundleReader.verify("x", new ByteArrayInputStream(start)))
        .isInstanceOf(BundleInvalidException.class)
        .hasMessageStartingWith("cannot read bundle 'x': it ends within the header of 'blobs/");
  }

  @Test
  void readHead_ofAFileOfAnotherLength_isRefused() throws IOException {
    byte[] bundle = Fixture.written(dir, Fixture.content());
    Path shorter = Files.write(dir.resolve("shorter"), Arrays.copyOf(bundle, bundle.length - 512));
    Path longer = Files.write(dir.resolve("longer"), Arrays.copyOf(bundle, bundle.length + 1));

    assertThatThrownBy(() -> BundleReader.readHead(shorter))
        .hasMessageEndingWith("it ends within its blobs");
    assertThatThrownBy(() -> BundleReader.readHead(longer))
        .hasMessageEndingWith("something follows its end");
  }

  @Test
  void open_missingFile_isAnIoError() {
    assertThatThrownBy(() -> BundleReader.open(dir.resolve("none")))
        .isInstanceOfSatisfying(
            DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO));
  }

  @Test
  void open_largeBlob_isCheckedChunkByChunk() throws IOException {
    Blob zeros = new ZeroBlob((64L << 20) + 5);
    BundleFile file =
        BundleWriter.write(
            dir, Fixture.contentWith(List.of(new ExtraBlob("t", Map.of("a", "b"), zeros))));
    BundleHead head = BundleReader.readHead(file.path());
    Descriptor chunks = head.manifest().layers().get(3);
    Descriptor large = head.manifest().layers().get(4);
    assertThat(chunks.mediaType()).isEqualTo(BundleFormat.CHUNKS_TYPE);
    assertThat(chunks.size()).isEqualTo(9 * 32);
    assertThat(large.annotations())
        .containsEntry(BundleFormat.CHUNKS_KEY, chunks.digest().toString())
        .containsEntry("a", "b");
    try (Bundle bundle = BundleReader.open(file.path())) {
      assertThat(bundle.blob(chunks.digest())).isEqualTo(ChunkDigests.of(zeros));
    }
    long content = head.layout().blob(large.digest()).orElseThrow().content();
    try (RandomAccessFile raw = new RandomAccessFile(file.path().toFile(), "rw")) {
      raw.seek(content + (17L << 20));
      raw.write(1);
    }

    assertThatThrownBy(() -> BundleReader.open(file.path()))
        .isInstanceOfSatisfying(
            BundleInvalidException.class,
            e -> assertThat(e.offset()).isEqualTo(content + (16L << 20)))
        .hasMessageEndingWith("a chunk of 8 MiB is altered");
  }

  /** Zeros without an array to hold them. */
  private record ZeroBlob(long size) implements Blob {
    @Override
    public Digest digest() {
      java.security.MessageDigest hash = Digest.sha256();
      byte[] buffer = new byte[1 << 20];
      for (long left = size; left > 0; left -= buffer.length) {
        hash.update(buffer, 0, (int) Math.min(left, buffer.length));
      }
      return new Digest(java.util.HexFormat.of().formatHex(hash.digest()));
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        private long left = size;

        @Override
        public int read() {
          return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
          if (left <= 0) {
            return -1;
          }
          int count = (int) Math.min(left, length);
          Arrays.fill(buffer, from, from + count, (byte) 0);
          left -= count;
          return count;
        }
      };
    }
  }
}
