package io.maglev.distro.archive.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {

  static Stream<Arguments> inputs() {
    Random random = new Random(42);
    return Stream.of(
        Arguments.of("empty", new byte[0]),
        Arguments.of("one byte", new byte[] {7}),
        Arguments.of("two bytes", new byte[] {7, 7}),
        Arguments.of("three equal bytes", new byte[] {7, 7, 7}),
        Arguments.of("zeros", new byte[1_000_003]),
        Arguments.of("all byte values", allBytes(4)),
        Arguments.of("noise over several stored chunks", random(random, 200_001, 256)),
        Arguments.of("noise of four values", random(random, 100_000, 4)),
        Arguments.of("noise of two values", random(random, 300_000, 2)),
        Arguments.of("text", text(4000)),
        Arguments.of("text, then noise, then text", concat(text(900), noise(70_000), text(900))),
        Arguments.of("repeat at the window's edge", concat(noise(32768), noise(32768))),
        Arguments.of("repeat past the window", concat(noise(32769), noise(32769))),
        Arguments.of("skewed frequencies", skewed()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void compress_anyInput_inflatesToTheSame(String name, byte[] input) throws IOException {
    assertThat(inflate(Gzip.compress(input))).isEqualTo(input);
  }

  @Test
  void compress_manyShortRandomInputs_inflateToTheSame() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      byte[] input = random(random, random.nextInt(600), 1 + random.nextInt(20));

      assertThat(inflate(Gzip.compress(input))).isEqualTo(input);
    }
  }

  @Test
  void compress_header_hasNoTimeNoNameAndUnknownSystem() {
    assertThat(HexFormat.of().formatHex(Gzip.compress(new byte[0]), 0, 10))
        .isEqualTo("1f8b08000000000000ff");
  }

  /** Pins the bytes: were they to change, every digest of a packed chart directory would too. */
  @Test
  void compress_knownInput_givesTheBytesItAlwaysGave() {
    byte[] input = concat(text(4000), noise(40_000), new byte[5000], skewed());

    assertThat(Digest.of(Gzip.compress(input)).hex())
        .isEqualTo("140def09d5d4abbc8e713a2d1411de44692c1e799d33416b3229da82577e074f");
  }

  @Test
  void compress_text_isAboutAsSmallAsZlib() {
    byte[] input = text(20_000);

    assertThat(Gzip.compress(input).length).isLessThan(zlibSize(input) * 102 / 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 65_535, 65_536, 1_000_000})
  void compress_noise_growsByTheBlockHeadersOnly(int size) {
    int chunks = (size + 16_383) / 16_384;

    assertThat(Gzip.compress(noise(size)).length).isLessThanOrEqualTo(18 + size + 5 * chunks);
  }

  private static int zlibSize(byte[] input) {
    Deflater zlib = new Deflater(6, true);
    zlib.setInput(input);
    zlib.finish();
    int size = 0;
    while (!zlib.finished()) {
      size += zlib.deflate(new byte[8192]);
    }
    zlib.end();
    return size;
  }

  private static byte[] inflate(byte[] gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  private static byte[] allBytes(int times) {
    byte[] bytes = new byte[256 * times];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static byte[] random(Random random, int size, int values) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) random.nextInt(values);
    }
    return bytes;
  }

  private static byte[] noise(int size) {
    return random(new Random(size), size, 256);
  }

  /** Fibonacci frequencies: an unlimited Huffman code would need more than 15 bits. */
  private static byte[] skewed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] counts = new int[20];
    Arrays.setAll(counts, i -> i < 2 ? 1 : counts[i - 1] + counts[i - 2]);
    for (int symbol = 0; symbol < counts.length; symbol++) {
      for (int i = 0; i < counts[symbol]; i++) {
        bytes.write(symbol * 11);
      }
    }
    byte[] sorted = bytes.toByteArray();
    Random random = new Random(1);
    for (int i = sorted.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      byte swapped = sorted[i];
      sorted[i] = sorted[other];
      sorted[other] = swapped;
    }
    return sorted;
  }

  private static byte[] text(int lines) {
    Random random = new Random(3);
    String[] words = {"metadata", "name", "spec", "replicas", "{{ .Values.x }}", "labels", "app"};
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("  ".repeat(random.nextInt(5)))
          .append(words[random.nextInt(words.length)])
          .append(": ")
          .append(words[random.nextInt(words.length)])
          .append(random.nextInt(1000))
          .append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
