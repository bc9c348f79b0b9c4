package io.maglev.distro.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the rows recorded from Go cannot hold: Java types and values that JSON has no form for. */
class WriterTest {

  @Test
  void everyWriter_anyListAndIntegerType_isAccepted() {
    List<Object> view =
        new AbstractList<>() {
          @Override
          public Object get(int index) {
            return index;
          }

          @Override
          public int size() {
            return 2;
          }
        };
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("list", view);
    map.put("big", new BigInteger("18446744073709551615"));

    assertThat(GoYaml.write(map)).isEqualTo("big: 18446744073709551615\nlist:\n- 0\n- 1\n");
    assertThat(GoYaml.writePretty(map))
        .isEqualTo("big: 18446744073709551615\nlist:\n  - 0\n  - 1\n");
    assertThat(GoJson.write(map)).isEqualTo("{\"big\":18446744073709551615,\"list\":[0,1]}");
  }

  @Test
  void notANumber_isAnErrorInJsonOnly() {
    assertThatThrownBy(() -> GoJson.write(List.of(Double.NaN)))
        .isInstanceOf(YamlException.class)
        .hasMessage("cannot write JSON: json: unsupported value: NaN");
    assertThatThrownBy(() -> GoYaml.write(Double.NEGATIVE_INFINITY))
        .hasMessageContaining("json: unsupported value: -Inf");
    assertThat(GoYaml.writePretty(List.of(Double.NaN, Double.POSITIVE_INFINITY)))
        .isEqualTo("- .nan\n- .inf\n");
    assertThat(GoToml.write(Map.of("a", Double.NEGATIVE_INFINITY))).isEqualTo("a = -inf\n");
  }

  @Test
  void foreignType_isAnErrorNotToString() {
    for (Runnable writer :
        List.<Runnable>of(
            () -> GoYaml.write(Duration.ZERO),
            () -> GoYaml.writePretty(Duration.ZERO),
            () -> GoJson.write(List.of(Duration.ZERO)),
            () -> GoToml.write(Map.of("a", Duration.ZERO)))) {
      assertThatThrownBy(writer::run)
          .isInstanceOf(YamlException.class)
          .hasMessageContaining("type: Duration");
    }
  }

  @Test
  void halfSurrogate_becomesTheReplacementCharacter() {
    assertThat(GoJson.write("a\ud83d")).isEqualTo("\"a\\ufffd\"");
    assertThat(GoYaml.write("a\ude00b")).isEqualTo("a\ufffdb\n");
  }

  @Test
  void write_keysWithoutAnOrderGoWouldKeep_stillFinishes() {
    Random random = new Random(1);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < 5000; i++) {
      StringBuilder key = new StringBuilder();
      for (int j = 0; j < 4; j++) {
        key.append("01a-".charAt(random.nextInt(4)));
      }
      map.put(key.toString(), 1);
    }

    assertThat(GoYaml.write(map).lines()).hasSize(map.size());
  }

  @Test
  void readWhole_numbers_areLongWhereTheyFit() {
    assertThat(GoJson.readWhole("[1,-9223372036854775808,9223372036854775808,1.0,1e2]"))
        .isEqualTo(List.of(1L, Long.MIN_VALUE, 0x1p63, 1.0, 100.0));
  }

  @Test
  void readToml_everyType_isPlainJava() {
    assertThat(
            GoToml.read(
                "i = 1\nf = 1.0\nb = true\nd = 1979-05-27 07:32:00z\nn = inf\n[t]\nl = [1, 'x']\n"))
        .isEqualTo(
            Map.of(
                "i",
                1L,
                "f",
                1.0,
                "b",
                true,
                "d",
                "1979-05-27T07:32:00Z",
                "n",
                Double.POSITIVE_INFINITY,
                "t",
                Map.of("l", List.of(1L, "x"))));
  }
}
