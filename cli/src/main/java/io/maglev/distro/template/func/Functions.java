package io.maglev.distro.template.func;

import io.maglev.distro.template.TemplateFunction;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The registry of the functions that templates get beside Go's own. */
public final class Functions {
  private Functions() {}

  /**
   * All functions by name. Cheap enough to be called for every run: only signatures are read, and
   * what a function needs is loaded at its first call.
   */
  public static Map<String, TemplateFunction> all(FunctionContext context) {
    Map<String, TemplateFunction> functions = new HashMap<>(512);
    for (FunctionFamily family : families(context)) {
      FunctionTable.register(family, functions);
    }
    return Collections.unmodifiableMap(functions);
  }

  static List<FunctionFamily> families(FunctionContext context) {
    return List.of(
        new StringFunctions(),
        new CaseFunctions(),
        new StringListFunctions(),
        new EncodingFunctions(),
        new ListFunctions(),
        new DictFunctions(),
        new IntegerFunctions(),
        new FloatFunctions(),
        new FlowFunctions(),
        new TypeFunctions(),
        new RegexFunctions(),
        new SemverFunctions(),
        new PathFunctions(),
        new UrlFunctions(),
        new DigestFunctions(),
        new DateFunctions(context),
        new RandomFunctions(context),
        new SecretFunctions(context),
        new CertificateFunctions(context),
        new NetworkFunctions(context));
  }
}
