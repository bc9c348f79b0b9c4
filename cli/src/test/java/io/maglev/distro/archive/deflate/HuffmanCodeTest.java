package io.maglev.distro.archive.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuffmanCodeTest {

  @Test
  void ofFrequencies_textbookExample_isOptimal() {
    int[] frequencies = {45, 13, 12, 16, 9, 5};

    HuffmanCode code = HuffmanCode.ofFrequencies(frequencies, 15);

    assertThat(lengths(code, 6)).containsExactly(1, 3, 3, 3, 4, 4);
    assertThat(code.cost(frequencies)).isEqualTo(224);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 7, 9, 15})
  void ofFrequencies_fibonacci_keepsTheLimitAndStaysComplete(int limit) {
    int[] frequencies = new int[30];
    Arrays.setAll(frequencies, i -> i < 2 ? 1 : frequencies[i - 1] + frequencies[i - 2]);

    int[] lengths = lengths(HuffmanCode.ofFrequencies(frequencies, limit), 30);

    assertThat(IntStream.of(lengths)).allMatch(length -> length >= 1 && length <= limit);
    assertThat(IntStream.of(lengths).map(length -> 1 << (limit - length)).sum())
        .isEqualTo(1 << limit);
  }

  @Test
  void ofFrequencies_oneSymbolOrNone_givesTwoCodesOfOneBit() {
    assertThat(lengths(HuffmanCode.ofFrequencies(new int[] {0, 0, 9}, 15), 3))
        .containsExactly(1, 0, 1);
    assertThat(lengths(HuffmanCode.ofFrequencies(new int[] {0, 0, 0}, 15), 3))
        .containsExactly(1, 1, 0);
  }

  @Test
  void symbols_atTheEdgesOfTheirRanges_areThoseOfTheRfc() {
    assertThat(
            IntStream.of(3, 10, 11, 12, 13, 18, 19, 114, 115, 257, 258).map(Tokens::lengthSymbol))
        .containsExactly(0, 7, 8, 8, 9, 11, 12, 22, 23, 27, 28);
    assertThat(IntStream.of(1, 4, 5, 6, 7, 24576, 24577, 32768).map(Tokens::distanceSymbol))
        .containsExactly(0, 3, 4, 4, 5, 28, 29, 29);
  }

  private static int[] lengths(HuffmanCode code, int count) {
    return IntStream.range(0, count).map(code::length).toArray();
  }
}
