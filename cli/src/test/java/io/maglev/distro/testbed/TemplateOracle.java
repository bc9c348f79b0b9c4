package io.maglev.distro.testbed;

import io.maglev.distro.yaml.GoJson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Helm's own engine in a process that answers one template after the other: thousands a second,
 * where a {@code helm template} each would take minutes. Not thread-safe.
 */
public final class TemplateOracle implements AutoCloseable {
  private final Process process;
  private final Writer asking;
  private final BufferedReader answers;

  private TemplateOracle(Process process) {
    this.process = process;
    this.asking =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts it; the caller closes it. Where it cannot be had the tests that want it are skipped,
   * loudly, or fail if {@code DISTRO_REQUIRE_CLUSTER} is true.
   */
  public static TemplateOracle startOrSkip() {
    try {
      Path binary = TestbedBinaries.ofEnvironment().find(TestbedBinaries.ORACLE);
      return new TemplateOracle(
          new ProcessBuilder(binary.toString(), "serve")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TestbedBinaries.MissingException e) {
      throw new TestAbortedException(TestbedExtension.skipOrFail(e));
    }
  }

  /** What Helm's engine makes of a template: the output, or {@code error: } and its text. */
  public String render(String template, Map<String, @Nullable Object> values) {
    try {
      asking.write(GoJson.write(Map.of("template", template, "values", values)));
      asking.write('\n');
      asking.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the oracle has ended");
      }
      Map<String, @Nullable Object> answer = GoJson.readMap(line);
      return answer.get("error") instanceof String error
          ? "error: " + text(error)
          : text(String.valueOf(answer.getOrDefault("output", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
