package io.maglev.distro.values.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.JsonSchemaException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimedCheckTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void check_inTime_isItsResult() {
    assertThat(TimedCheck.run(() -> "done", LONG)).isEqualTo("done");
  }

  @Test
  void check_thatFails_failsAsItself() {
    assertThatThrownBy(
            () ->
                TimedCheck.run(
                    () -> {
                      throw new StackOverflowError();
                    },
                    LONG))
        .isInstanceOf(StackOverflowError.class);
    assertThatThrownBy(
            () ->
                TimedCheck.run(
                    () -> {
                      throw new JsonSchemaException("x");
                    },
                    LONG))
        .isInstanceOf(JsonSchemaException.class)
        .hasMessage("x");
  }

  @Test
  void check_withoutEnd_isLeftBehind() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(() -> TimedCheck.run(() -> await(never), Duration.ofMillis(20)))
        .hasMessage("checking takes over 0 seconds");
    never.countDown();
  }

  /** Each of the references is followed twice at every level. */
  @Test
  void schema_whoseReferencesMultiply_isRefused() {
    StringBuilder schema = new StringBuilder("{\"$ref\": \"#/definitions/d0\", \"definitions\": {");
    for (int i = 0; i < 18; i++) {
      String next = "{\"$ref\": \"#/definitions/d" + (i + 1) + "\"}";
      schema.append("\"d%d\": {\"allOf\": [%s, %s]},".formatted(i, next, next));
    }
    schema.append("\"d18\": {\"type\": \"object\"}}}");

    assertThat(SchemaValidator.problem(schema.toString(), Map.of(), Duration.ofMillis(20)))
        .contains("cannot use values.schema.json: checking takes over 0 seconds\n");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
