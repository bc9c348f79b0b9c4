package io.maglev.distro.cli.output;

import io.maglev.distro.yaml.GoJson;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What happens, for programs: one JSON object a line, each with {@code v}, {@code time} and {@code
 * event}. The schema is in {@code docs/cli.md}. Thread-safe.
 */
public final class JsonLines {
  /**
   * Raised when a field goes away or changes its meaning; new fields and events do not raise it.
   */
  private static final long VERSION = 1;

  /** Letters in JSON, but not to a terminal that shows it. */
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private final PrintStream stream;
  private final Supplier<Instant> now;

  public JsonLines(PrintStream stream, Supplier<Instant> now) {
    this.stream = stream;
    this.now = now;
  }

  /** Writes one object as one line, in one go. */
  public void write(String event, Map<String, ? extends @Nullable Object> fields) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>(fields);
    line.put("v", VERSION);
    line.put("time", now.get().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("event", event);
    String text = escaped(GoJson.writeRaw(line)) + "\n";
    synchronized (stream) {
      stream.print(text);
      stream.flush();
    }
  }

  /** Within JSON such characters stand in strings only, where any may be written by its number. */
  private static String escaped(String json) {
    Matcher matcher = STEERING.matcher(json);
    return matcher.replaceAll(found -> Matcher.quoteReplacement(numbers(found.group())));
  }

  private static String numbers(String text) {
    StringBuilder numbers = new StringBuilder();
    text.chars().forEach(unit -> numbers.append(String.format("\\u%04x", unit)));
    return numbers.toString();
  }
}
