package io.maglev.distro.template.func;

import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.exec.ExecOptions;
import io.maglev.distro.template.exec.Limits;
import io.maglev.distro.template.exec.MissingKey;
import io.maglev.distro.template.exec.TemplateSet;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Renders templates with the functions under test, as Helm does, at a fixed time and place. */
final class Templates {
  private static final Random RANDOM = new Random(42);

  /** The clock stands still; the zone is the one that the oracle records with. */
  static final FunctionContext CONTEXT =
      new FunctionContext(
          Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneId.of("Europe/Berlin")),
          () -> RANDOM,
          host -> "");

  static final Map<String, TemplateFunction> FUNCTIONS = Functions.all(CONTEXT);

  private Templates() {}

  /** The output for a template named as the oracle names it. */
  static String render(String text, @Nullable Object data) {
    return TemplateSet.builder("gotpl", FUNCTIONS.keySet())
        .parse("c/t", text)
        .build()
        .execute("c/t", data, ExecOptions.of(FUNCTIONS, MissingKey.ZERO, Limits.DEFAULT))
        .replace("<no value>", "");
  }
}
