package io.maglev.distro.render;

import io.maglev.distro.chart.ResolvedChart;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.TemplateException;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.exec.Budget;
import io.maglev.distro.template.exec.DeepStack;
import io.maglev.distro.template.exec.ExecException;
import io.maglev.distro.template.exec.ExecOptions;
import io.maglev.distro.template.exec.MissingKey;
import io.maglev.distro.template.exec.TemplateSet;
import io.maglev.distro.template.func.ChartFailureException;
import io.maglev.distro.template.parse.ParseException;
import io.maglev.distro.template.parse.TextParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Helm's engine: parses all templates of a chart into one set and executes each file. */
final class TemplateEngine {
  /** The name Helm gives the set; it shows in the errors of {@code tpl}. */
  private static final String SET_NAME = "gotpl";

  /**
   * How many bytes of memory hold parsed templates between renderings: those of a hundred large
   * public charts, and a bound for a process that renders for days.
   */
  private static final long KEPT_BYTES = 64L << 20;

  /** Of the process, so that components share what they have in common. */
  private static final TextParser PARSER = TemplateSet.parser(EngineFunctions.names(), KEPT_BYTES);

  private final String chart;
  private final RenderOptions options;
  private final Map<String, TemplateFunction> functions;

  private TemplateEngine(String chart, RenderOptions options) {
    this.chart = chart;
    this.options = options;
    this.functions = new EngineFunctions(options).all();
  }

  /**
   * The output of every file in {@code templates/} that is no partial, by name.
   *
   * @param top holds Release, Capabilities and Values
   * @throws RenderException with Helm's text
   */
  static Map<String, String> render(
      ResolvedChart chart, Map<String, @Nullable Object> top, RenderOptions options) {
    TemplateEngine engine = new TemplateEngine(chart.name(), options);
    List<TemplateScopes.Entry> templates = TemplateScopes.of(chart, top);
    return DeepStack.call(() -> engine.execute(engine.parse(templates), templates));
  }

  /** Gives back the memory of the templates that stayed parsed. */
  static void forget() {
    PARSER.forget();
  }

  private TemplateSet parse(List<TemplateScopes.Entry> templates) {
    TemplateSet.Builder builder = TemplateSet.builder(SET_NAME, PARSER);
    for (TemplateScopes.Entry template : templates) {
      try {
        builder.parse(template.name(), template.text());
      } catch (ParseException e) {
        throw RenderException.of(chart, parseError(template.name(), e), e);
      }
    }
    return builder.build();
  }

  private Map<String, String> execute(TemplateSet set, List<TemplateScopes.Entry> templates) {
    ExecOptions execOptions = ExecOptions.of(functions, MissingKey.ZERO, options.limits());
    Budget budget = new Budget(options.limits());
    Map<String, String> rendered = new LinkedHashMap<>();
    long size = 0;
    for (TemplateScopes.Entry template : templates) {
      if (template.partial()) {
        continue;
      }
      String output = execute(set, template, execOptions, budget);
      size += output.length();
      if (size > options.limits().outputChars()) {
        String problem =
            "rendered templates are over "
                + size
                + " characters, limit "
                + options.limits().outputChars();
        throw RenderException.of(chart, problem, null);
      }
      rendered.put(template.name(), output);
    }
    return rendered;
  }

  private String execute(
      TemplateSet set, TemplateScopes.Entry template, ExecOptions execOptions, Budget budget) {
    try {
      return EngineFunctions.withoutNoValue(
          set.execute(template.name(), template.data(), execOptions, budget));
    } catch (ExecException e) {
      throw RenderException.of(chart, executionError(e), e);
    } catch (TemplateException | FunctionException e) {
      throw RenderException.of(chart, String.valueOf(e.getMessage()), e);
    } catch (StackOverflowError e) {
      throw RenderException.of(chart, "rendering template failed: stack overflow", e);
    } catch (OutOfMemoryError e) {
      throw RenderException.outOfMemory(chart, e);
    }
  }

  /** Helm's cleanupParseError: the place and the last part of Go's text. */
  private static String parseError(String file, ParseException error) {
    String[] parts = String.valueOf(error.getMessage()).split(": ", -1);
    return parts.length == 1
        ? "parse error in (" + file + "): " + error.getMessage()
        : "parse error at (" + parts[1] + "): " + parts[parts.length - 1];
  }

  /** Helm's cleanupExecError: what a chart says by fail or required is shown alone. */
  private static String executionError(ExecException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ChartFailureException) {
        String place = error.templateName() + ":" + error.line() + ":" + error.column();
        return "execution error at (" + place + "): " + cause.getMessage();
      }
    }
    return String.valueOf(error.getMessage());
  }
}
