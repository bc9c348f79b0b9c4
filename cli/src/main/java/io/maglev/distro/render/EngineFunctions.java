package io.maglev.distro.render;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateException;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.fmt.Quote;
import io.maglev.distro.template.func.Functions;
import io.maglev.distro.template.parse.ParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions of one run of Helm's engine: sprig's and Helm's own. Not thread-safe: {@code
 * include} counts how deep names are nested.
 */
final class EngineFunctions {
  private static final int MAX_NESTED_NAMES = 1000;

  /** Helm has no such limit and dies of a full stack; what include bounds must not meet it. */
  private static final int MAX_NESTED_TEXTS = 5000;

  private static final String NO_VALUE = "<no value>";

  private final RenderOptions options;
  private final Map<String, Integer> nested = new HashMap<>();
  private int nestedTexts;

  EngineFunctions(RenderOptions options) {
    this.options = options;
  }

  Map<String, TemplateFunction> all() {
    Map<String, TemplateFunction> all = new LinkedHashMap<>(Functions.all(options.functions()));
    SerialisationFunctions.all().forEach(function -> all.put(function.name(), function));
    all.put(
        "include",
        TemplateFunction.of(
            "include", List.of(GoType.STRING, GoType.ANY), GoType.STRING, this::include));
    all.put(
        "tpl",
        TemplateFunction.of("tpl", List.of(GoType.STRING, GoType.ANY), GoType.STRING, this::tpl));
    List<GoType> fourStrings = List.of(GoType.STRING, GoType.STRING, GoType.STRING, GoType.STRING);
    all.put("lookup", TemplateFunction.of("lookup", fourStrings, GoType.MAP, this::lookup));
    return all;
  }

  /** The names of all of them, which are those of every run. */
  static Set<String> names() {
    return new EngineFunctions(RenderOptions.offline()).all().keySet();
  }

  /** The texts that Go prints for nil are no output of Helm. */
  static String withoutNoValue(String text) {
    return text.contains(NO_VALUE) ? text.replace(NO_VALUE, "") : text;
  }

  private String include(Arguments arguments) {
    String name = arguments.string(0);
    int depth = nested.getOrDefault(name, 0);
    if (depth > MAX_NESTED_NAMES) {
      throw new FunctionException(
          "rendering template has a nested reference name: "
              + name
              + ": unable to execute template");
    }
    nested.put(name, depth + 1);
    try {
      return arguments.execution().execute(name, arguments.any(1));
    } finally {
      nested.merge(name, -1, Integer::sum);
    }
  }

  private String tpl(Arguments arguments) {
    if (nestedTexts >= MAX_NESTED_TEXTS) {
      throw new FunctionException(
          "tpl is nested more than " + MAX_NESTED_TEXTS + " deep: unable to execute template");
    }
    nestedTexts++;
    try {
      return withoutNoValue(executeText(arguments));
    } finally {
      nestedTexts--;
    }
  }

  private static String executeText(Arguments arguments) {
    String text = arguments.string(0);
    try {
      return arguments.execution().executeText(text, arguments.any(1));
    } catch (ParseException e) {
      throw new FunctionException(
          "cannot parse template " + Quote.quote(text) + ": " + e.getMessage(), e);
    } catch (TemplateException e) {
      throw new FunctionException(
          "error during tpl function execution for " + Quote.quote(text) + ": " + e.getMessage(),
          e);
    }
  }

  private Object lookup(Arguments arguments) {
    return new LinkedHashMap<>(
        options
            .lookup()
            .find(
                new Lookup.Query(
                    arguments.string(0),
                    arguments.string(1),
                    arguments.string(2),
                    arguments.string(3))));
  }
}
