package io.maglev.distro.template.exec;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.Utf8;
import io.maglev.distro.template.fmt.GoFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions every Go template has. */
final class Builtins {
  private static final List<GoType> ONE = List.of(GoType.ANY);
  private static final List<GoType> TWO = List.of(GoType.ANY, GoType.ANY);

  /** Short-circuits, so the executor evaluates its arguments itself. */
  static final TemplateFunction.Body AND = args -> null;

  /** Short-circuits, too. */
  static final TemplateFunction.Body OR = args -> null;

  /** Needs the source of its first argument for its message. */
  static final TemplateFunction.Body CALL = args -> null;

  /** The only one to tell a nil interface {} from no value. */
  static final TemplateFunction.Body LEN = args -> length(args.any(0));

  static final Map<String, TemplateFunction> ALL = all();

  private Builtins() {}

  private static Map<String, TemplateFunction> all() {
    Map<String, TemplateFunction> all = new LinkedHashMap<>();
    variadic(all, "and", TWO, GoType.ANY, AND);
    variadic(all, "or", TWO, GoType.ANY, OR);
    variadic(all, "call", TWO, GoType.ANY, CALL);
    add(all, TemplateFunction.of("len", ONE, GoType.INT, LEN));
    add(all, TemplateFunction.of("not", ONE, GoType.BOOL, args -> !GoKind.isTrue(args.any(0))));
    variadic(all, "index", TWO, GoType.ANY, args -> Indexing.index(args.any(0), args.from(1)));
    variadic(all, "slice", TWO, GoType.ANY, args -> Indexing.slice(args.any(0), args.from(1)));
    variadic(all, "print", ONE, GoType.STRING, args -> GoFormat.sprintAll(args.from(0)));
    variadic(all, "println", ONE, GoType.STRING, args -> GoFormat.sprintln(args.from(0)));
    variadic(
        all,
        "printf",
        List.of(GoType.STRING, GoType.ANY),
        GoType.STRING,
        args -> GoFormat.sprintf(args.string(0), args.from(1)));
    variadic(all, "html", ONE, GoType.STRING, args -> Escapes.html(text(args)));
    variadic(all, "js", ONE, GoType.STRING, args -> Escapes.javaScript(text(args)));
    variadic(all, "urlquery", ONE, GoType.STRING, args -> Escapes.urlQuery(text(args)));
    addComparisons(all);
    return Map.copyOf(all);
  }

  private static void addComparisons(Map<String, TemplateFunction> all) {
    variadic(all, "eq", TWO, GoType.BOOL, args -> Comparison.equal(args.any(0), args.from(1)));
    add(all, comparison("ne", (a, b) -> !Comparison.equal(a, b)));
    add(all, comparison("lt", Comparison::less));
    add(all, comparison("le", Comparison::lessOrEqual));
    add(all, comparison("gt", (a, b) -> !Comparison.lessOrEqual(a, b)));
    add(all, comparison("ge", (a, b) -> !Comparison.less(a, b)));
  }

  /** A relation of two values. */
  private interface Relation {
    boolean holds(@Nullable Object left, @Nullable Object right);
  }

  private static TemplateFunction comparison(String name, Relation relation) {
    return TemplateFunction.of(
        name, TWO, GoType.BOOL, args -> relation.holds(args.any(0), args.any(1)));
  }

  private static void variadic(
      Map<String, TemplateFunction> all,
      String name,
      List<GoType> parameters,
      GoType result,
      TemplateFunction.Body body) {
    add(all, TemplateFunction.variadic(name, parameters, result, body));
  }

  private static void add(Map<String, TemplateFunction> all, TemplateFunction function) {
    all.put(function.name(), function);
  }

  private static GoInt length(@Nullable Object item) {
    if (item == Values.NIL) {
      throw new FunctionException("len of nil pointer");
    }
    if (item instanceof String text) {
      return new GoInt(Utf8.length(text));
    }
    if (item instanceof Map<?, ?> map) {
      return new GoInt(map.size());
    }
    if (item instanceof List<?> list) {
      return new GoInt(list.size());
    }
    if (item instanceof byte[] bytes) {
      return new GoInt(bytes.length);
    }
    throw new FunctionException(
        item == null
            ? "reflect: call of reflect.Value.Type on zero Value"
            : "len of type " + Values.targetTypeName(item));
  }

  /** Go's evalArgs: the text of arguments that an escaper works on. */
  private static String text(Arguments args) {
    List<@Nullable Object> values = new java.util.ArrayList<>(args.from(0));
    values.replaceAll(value -> value == null ? "<no value>" : value);
    return GoFormat.sprintAll(values);
  }
}
