package io.maglev.distro.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input made to hurt ends in one clear failure, even on a small stack. */
class HostileInputTest {
  /** Half of what the JVM gives a thread by default. */
  private static final long SMALL_STACK = 512 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"[", "{", "- ", "? ", "[{", "{a: [", "!!seq [", "&a ["})
  void read_100000Levels_isRefused(String opening) throws InterruptedException {
    assertThat(onSmallStack(() -> YamlReader.read(opening.repeat(100_000), "deep.yaml")))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("exceeded max depth of 256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void readJson_100000Levels_isRefused(String opening) throws InterruptedException {
    assertThat(onSmallStack(() -> GoJson.read(opening.repeat(100_000))))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("exceeded max depth");
  }

  @Test
  void read_indentationOf2000Levels_isRefused() throws InterruptedException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      text.append(" ".repeat(i)).append("a:\n");
    }

    assertThat(onSmallStack(() -> YamlReader.read(text.toString(), "")))
        .hasMessageContaining("exceeded max depth of 256");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyReaderAndWriter_deepestAllowed_fitsASmallStack(boolean flow)
      throws InterruptedException {
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < 255; i++) {
      block.append(" ".repeat(i)).append("a:\n");
    }
    String text = flow ? "[".repeat(255) + "]".repeat(255) : block.toString();

    assertThat(
            onSmallStack(
                () -> {
                  Object value = YamlReader.read(text, "");
                  GoYaml.write(value);
                  GoYaml.writePretty(value);
                  GoJson.read(GoJson.write(value));
                  CanonicalJson.write(value);
                  YamlNode.parse(text, "").toValue();
                }))
        .isNull();
  }

  @Test
  void read_aliasesThatNestEachOther_areRefusedByDepth() throws InterruptedException {
    StringBuilder text = new StringBuilder("a0: &a0 x\n");
    for (int i = 1; i < 50; i++) {
      text.append("a%d: &a%d %s*a%d%s\n".formatted(i, i, "[".repeat(90), i - 1, "]".repeat(90)));
    }

    assertThat(onSmallStack(() -> YamlReader.read(text.toString(), "")))
        .hasMessageContaining("exceeded max depth of 256");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_billionLaughs_isRefusedAsByGo(boolean asNodes) {
    StringBuilder text = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (char c = 'b'; c <= 'i'; c++) {
      String reference = ("*" + (char) (c - 1) + ",").repeat(9);
      text.append(c + ": &" + c + " [" + reference.substring(0, reference.length() - 1) + "]\n");
    }

    assertThatThrownBy(
            () -> {
              if (asNodes) {
                YamlNode.parse(text.toString(), "bomb.yaml");
              } else {
                YamlReader.read(text.toString(), "bomb.yaml");
              }
            })
        .isInstanceOf(YamlException.class)
        .hasMessage("cannot read YAML 'bomb.yaml': document contains excessive aliasing");
  }

  @Test
  void read_mergeBomb_isRefused() {
    StringBuilder text = new StringBuilder("a: &a {k: v}\n");
    for (char c = 'b'; c <= 'z'; c++) {
      String one = "*" + (char) (c - 1);
      text.append("%s: &%s {<<: [%s, %s, %s]}\n".formatted(c, c, one, one, one));
    }

    assertThatThrownBy(() -> YamlReader.read(text.toString(), ""))
        .hasMessageContaining("excessive aliasing");
  }

  @Test
  void read_streamOverTheLimit_namesBothNumbers() {
    String text = "a".repeat(32 * 1024 * 1024 + 1);

    assertThatThrownBy(() -> YamlReader.read(text, "huge.yaml"))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("33554433 characters, limit 33554432");
    assertThatThrownBy(() -> GoJson.read(text))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("33554433 characters, limit 33554432");
  }

  @Test
  void read_moreNodesThanAllowed_isRefused() {
    assertThatThrownBy(() -> YamlReader.read("[" + "[],".repeat(2_100_000) + "]", ""))
        .hasMessageContaining("more than 2000000 nodes");
    assertThatThrownBy(() -> GoJson.read("[" + "1,".repeat(2_100_000) + "1]"))
        .hasMessageContaining("more than 2000000 values");
  }

  @Test
  void read_hugeScalar_isRead() {
    String text = "word ".repeat(1_000_000) + "end";

    assertThat(YamlReader.read(text, "")).isEqualTo(text);
    assertThat(YamlReader.read("'" + text + "'", "")).isEqualTo(text);
    assertThat(YamlReader.read("|-\n  " + text, "")).isEqualTo(text);
  }

  @Test
  void read_manyEmptyLinesAndComments_takesLinearTime() {
    String text = "a:\n" + "\n".repeat(1_000_000) + "# c\n".repeat(500_000) + "  b: 1\n";

    assertThat(YamlReader.read(text, "")).isEqualTo(Map.of("a", Map.of("b", 1.0)));
  }

  @Test
  void write_listThatHoldsItself_isRefused() throws InterruptedException {
    List<Object> loop = new ArrayList<>();
    loop.add(loop);

    for (Runnable writer :
        List.<Runnable>of(
            () -> GoYaml.write(loop),
            () -> GoYaml.writePretty(loop),
            () -> GoJson.write(loop),
            () -> CanonicalJson.write(loop))) {
      assertThat(onSmallStack(writer)).hasMessageContaining("nested deeper than 256 levels");
    }
  }

  private static @Nullable Throwable onSmallStack(Runnable body) throws InterruptedException {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                body.run();
              } catch (Throwable e) { // StackOverflowError is what this is about
                failure.set(e);
              }
            },
            "small stack",
            SMALL_STACK);
    thread.start();
    thread.join();
    return failure.get();
  }
}
