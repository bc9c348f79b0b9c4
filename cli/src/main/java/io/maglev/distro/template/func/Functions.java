package io.maglev.distro.template.func;

import io.maglev.distro.template.TemplateFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The registry of the functions that templates get beside Go's own. */
public final class Functions {
  /** The functions that take nothing from the world outside; shared by all runs. */
  private static final Map<String, TemplateFunction> PURE =
      register(pureFamilies(), new HashMap<>(512));

  private Functions() {}

  /**
   * All functions by name. Cheap enough to be called for every run: only signatures are read, and
   * what a function needs is loaded at its first call.
   */
  public static Map<String, TemplateFunction> all(FunctionContext context) {
    return Collections.unmodifiableMap(register(contextFamilies(context), new HashMap<>(PURE)));
  }

  static List<FunctionFamily> families(FunctionContext context) {
    List<FunctionFamily> families = new ArrayList<>(pureFamilies());
    families.addAll(contextFamilies(context));
    return families;
  }

  private static Map<String, TemplateFunction> register(
      List<FunctionFamily> families, Map<String, TemplateFunction> functions) {
    for (FunctionFamily family : families) {
      FunctionTable.register(family, functions);
    }
    return functions;
  }

  private static List<FunctionFamily> pureFamilies() {
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
        new DigestFunctions());
  }

  private static List<FunctionFamily> contextFamilies(FunctionContext context) {
    return List.of(
        new DateFunctions(context),
        new RandomFunctions(context),
        new SecretFunctions(context),
        new CertificateFunctions(context),
        new NetworkFunctions(context));
  }
}
