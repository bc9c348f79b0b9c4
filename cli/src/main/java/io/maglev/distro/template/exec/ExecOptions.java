package io.maglev.distro.template.exec;

import io.maglev.distro.template.TemplateFunction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How templates are executed. Immutable. */
public final class ExecOptions {
  private final Map<String, TemplateFunction> functions;
  private final MissingKey missingKey;
  private final Limits limits;

  private ExecOptions(
      Map<String, TemplateFunction> functions, MissingKey missingKey, Limits limits) {
    this.functions = functions;
    this.missingKey = missingKey;
    this.limits = limits;
  }

  /** Adds these functions to Go's builtins, of which they may replace some. */
  public static ExecOptions of(
      Map<String, TemplateFunction> functions, MissingKey missingKey, Limits limits) {
    Map<String, TemplateFunction> all = new HashMap<>(Builtins.ALL);
    all.putAll(functions);
    return new ExecOptions(all, missingKey, limits);
  }

  MissingKey missingKey() {
    return missingKey;
  }

  Limits limits() {
    return limits;
  }

  @Nullable TemplateFunction function(String name) {
    return functions.get(name);
  }
}
