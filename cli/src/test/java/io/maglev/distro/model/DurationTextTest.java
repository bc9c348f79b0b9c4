package io.maglev.distro.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "90s,90,1m30s",
    "10m,600,10m",
    "1h30m,5400,1h30m",
    "1h0m1s,3601,1h1s",
    "24h,86400,24h"
  })
  void parse_andOf_agree(String text, long seconds, String shortest) {
    assertThat(DurationText.parse(text)).contains(Duration.ofSeconds(seconds));
    assertThat(DurationText.of(Duration.ofSeconds(seconds))).isEqualTo(shortest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "10 m", "-5m", "0s", "m", "1m1h", "1.5h", "9999999h", "１m"})
  void parse_whatIsNone_isEmpty(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Test
  void of_nothing_isZeroSeconds() {
    assertThat(DurationText.of(Duration.ZERO)).isEqualTo("0s");
  }
}
