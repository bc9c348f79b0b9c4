package io.maglev.distro.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.Digest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkDigestsTest {
  private static final int CHUNK = BundleFormat.CHUNK;

  @Test
  void of_blob_areTheDigestsOfItsChunksOneAfterTheOther() {
    byte[] blob = new byte[2 * CHUNK + 1];
    new Random(1).nextBytes(blob);

    assertThat(HexFormat.of().formatHex(ChunkDigests.of(Blob.of(blob))))
        .isEqualTo(
            Digest.of(Arrays.copyOfRange(blob, 0, CHUNK)).hex()
                + Digest.of(Arrays.copyOfRange(blob, CHUNK, 2 * CHUNK)).hex()
                + Digest.of(Arrays.copyOfRange(blob, 2 * CHUNK, 2 * CHUNK + 1)).hex());
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,32", "8388608,32", "8388609,64", "9007199254740991,34359738368"})
  void size_isThirtyTwoBytesAChunk(long blob, long digests) {
    assertThat(ChunkDigests.size(blob)).isEqualTo(digests);
  }
}
