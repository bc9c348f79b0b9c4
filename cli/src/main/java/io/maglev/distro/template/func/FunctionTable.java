package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tables of the families into functions. */
final class FunctionTable {
  private FunctionTable() {}

  /** Adds all functions of a family. */
  static void register(FunctionFamily family, Map<String, TemplateFunction> functions) {
    String table = family.table();
    int start = 0;
    while (start < table.length()) {
      int end = table.indexOf('\n', start);
      int cut = table.indexOf(" |", start);
      TemplateFunction function = function(family, table.substring(start, cut));
      functions.put(function.name(), function);
      start = end + 1;
    }
  }

  private static TemplateFunction function(FunctionFamily family, String signature) {
    int open = signature.indexOf('(');
    int close = signature.indexOf(')', open);
    String name = signature.substring(0, open);
    boolean variadic = signature.indexOf("...", open) > 0;
    return new TemplateFunction(
        name,
        parameters(signature, open + 1, close),
        variadic,
        type(signature.substring(close + 2)),
        new Call(family, name));
  }

  private static List<GoType> parameters(String signature, int from, int to) {
    if (from == to) {
      return List.of();
    }
    List<GoType> types = new ArrayList<>(3);
    int start = from;
    while (start < to) {
      int comma = signature.indexOf(", ", start);
      int end = comma < 0 || comma > to ? to : comma;
      String type = signature.substring(start, end);
      types.add(type(type.startsWith("...") ? type.substring(3) : type));
      start = end + 2;
    }
    return List.copyOf(types);
  }

  private static GoType type(String name) {
    return switch (name) {
      case "any" -> GoType.ANY;
      case "bool" -> GoType.BOOL;
      case "string" -> GoType.STRING;
      case "int" -> GoType.INT;
      case "int64" -> GoType.INT64;
      case "float64" -> GoType.FLOAT64;
      case "map" -> GoType.MAP;
      case "map[string]string" -> GoType.STRING_MAP;
      case "[]any" -> GoType.LIST;
      case "[]string" -> GoType.STRINGS;
      case "object" -> GoType.OBJECT;
      default -> throw new IllegalArgumentException("no type " + name);
    };
  }

  /** The body of a function: its place in its family. */
  private record Call(FunctionFamily family, String name) implements TemplateFunction.Body {
    @Override
    public @Nullable Object call(Arguments arguments) {
      return family.call(name, arguments);
    }
  }
}
