package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoNilMap;
import io.maglev.distro.template.GoStrings;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sprig's dictionary functions. {@code set}, {@code unset} and the merges change their first
 * argument. Keys and values come sorted by key, where Go leaves their order to chance.
 */
final class DictFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        dict(...any) map | {{ dict "a" 1 "b" }} | map[a:1 b:]
        get(map, string) any | {{ get (dict "a" 1) "a" }} | 1
        set(map, string, any) map | {{ set (dict "a" 1) "b" 2 }} | map[a:1 b:2]
        unset(map, string) map | {{ unset (dict "a" 1 "b" 2) "a" }} | map[b:2]
        hasKey(map, string) bool | {{ hasKey (dict "a" nil) "a" }} | true
        pluck(string, ...map) []any | {{ pluck "a" (dict "a" 1) (dict "b" 2) (dict "a" 3) }} | [1 3]
        keys(...map) []string | {{ keys (dict "b" 1 "a" 2) }} | [a b]
        values(map) []any | {{ values (dict "b" 1 "a" 2) }} | [2 1]
        pick(map, ...string) map | {{ pick (dict "a" 1 "b" 2) "a" "c" }} | map[a:1]
        omit(map, ...string) map | {{ omit (dict "a" 1 "b" 2) "a" "c" }} | map[b:2]
        dig(...any) any | {{ dig "a" "b" "none" (dict "a" (dict "b" 1)) }} | 1
        merge(map, ...map) any | {{ merge (dict "a" 1) (dict "a" 2 "b" 3) }} | map[a:1 b:3]
        mustMerge(map, ...map) any | {{ mustMerge (dict "a" 1) (dict "b" 3) }} | map[a:1 b:3]
        mergeOverwrite(map, ...map) any | {{ mergeOverwrite (dict "a" 1) (dict "a" 2) }} | map[a:2]
        mustMergeOverwrite(map, ...map) any | {{ mustMergeOverwrite (dict "a" 1) (dict "a" 2) }} | map[a:2]
        deepCopy(any) any | {{ deepCopy (dict "a" (list 1)) }} | map[a:[1]]
        mustDeepCopy(any) any | {{ mustDeepCopy (list 1 2) }} | [1 2]
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return switch (name) {
      case "dict" -> dict(a.from(0));
      case "get" -> a.map(0).containsKey(a.string(1)) ? a.map(0).get(a.string(1)) : "";
      case "set" -> set(a);
      case "unset" -> unset(a);
      case "hasKey" -> a.map(0).containsKey(a.string(1));
      case "pluck" -> pluck(a);
      case "keys" -> keys(a);
      case "values" -> values(a.map(0));
      case "pick" -> pick(a);
      case "omit" -> omit(a);
      case "dig" -> dig(a.from(0));
      case "merge", "mustMerge" -> merge(a, false);
      case "mergeOverwrite", "mustMergeOverwrite" -> merge(a, true);
      case "deepCopy", "mustDeepCopy" -> DeepCopy.of(a.any(0));
      default -> throw unknown(name);
    };
  }

  private static Map<String, @Nullable Object> dict(List<@Nullable Object> pairs) {
    Map<String, @Nullable Object> dict = new LinkedHashMap<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      dict.put(StringFunctions.text(pairs.get(i)), i + 1 < pairs.size() ? pairs.get(i + 1) : "");
    }
    return dict;
  }

  private static Map<String, @Nullable Object> set(Arguments a) {
    Map<String, @Nullable Object> map = a.map(0);
    map.put(a.string(1), a.any(2));
    return map;
  }

  private static Map<String, @Nullable Object> unset(Arguments a) {
    Map<String, @Nullable Object> map = a.map(0);
    map.remove(a.string(1));
    return map;
  }

  private static List<@Nullable Object> pluck(Arguments a) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 1; i < a.count(); i++) {
      if (a.map(i).containsKey(a.string(0))) {
        values.add(a.map(i).get(a.string(0)));
      }
    }
    return values;
  }

  private static GoStrings keys(Arguments a) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < a.count(); i++) {
      keys.addAll(sortedKeys(a.map(i)));
    }
    return new GoStrings(keys);
  }

  private static List<String> sortedKeys(Map<String, @Nullable Object> map) {
    return map.keySet().stream().sorted(Utf8.ORDER).toList();
  }

  private static List<@Nullable Object> values(Map<String, @Nullable Object> map) {
    List<@Nullable Object> values = new ArrayList<>(map.size());
    sortedKeys(map).forEach(key -> values.add(map.get(key)));
    return values;
  }

  private static Map<String, @Nullable Object> pick(Arguments a) {
    Map<String, @Nullable Object> map = a.map(0);
    Map<String, @Nullable Object> picked = new LinkedHashMap<>();
    for (int i = 1; i < a.count(); i++) {
      if (map.containsKey(a.string(i))) {
        picked.put(a.string(i), map.get(a.string(i)));
      }
    }
    return picked;
  }

  private static Map<String, @Nullable Object> omit(Arguments a) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(a.map(0));
    a.from(1).forEach(rest::remove);
    return rest;
  }

  private static @Nullable Object dig(List<@Nullable Object> arguments) {
    int keys = arguments.size() - 2;
    if (keys < 1) {
      throw new FunctionException("dig needs at least three arguments");
    }
    Map<?, ?> map = asMap(arguments.get(keys + 1));
    for (Object key : arguments.subList(0, keys)) {
      if (!(key instanceof String)) {
        throw conversion(key, GoType.STRING);
      }
    }
    for (int i = 0; i < keys - 1; i++) {
      if (!map.containsKey(arguments.get(i))) {
        return arguments.get(keys);
      }
      map = asMap(map.get(arguments.get(i)));
    }
    Object last = arguments.get(keys - 1);
    return map.containsKey(last) ? map.get(last) : arguments.get(keys);
  }

  /** Go's type assertion, which named map types such as that of .Values do not pass. */
  private static Map<?, ?> asMap(@Nullable Object value) {
    if (value instanceof Map<?, ?> map && GoKind.typeNameOf(value).equals(GoType.MAP.goName())) {
      return map;
    }
    throw conversion(value, GoType.MAP);
  }

  private static FunctionException conversion(@Nullable Object value, GoType wanted) {
    String type = value == null ? "nil" : GoKind.typeNameOf(value);
    return new FunctionException(
        "interface conversion: interface {} is " + type + ", not " + wanted.goName());
  }

  private static Map<String, @Nullable Object> merge(Arguments a, boolean overwrite) {
    Map<String, @Nullable Object> first = a.map(0);
    Map<String, @Nullable Object> target =
        first instanceof GoNilMap ? new LinkedHashMap<>() : first;
    for (int i = 1; i < a.count(); i++) {
      Merge.into(target, a.map(i), overwrite);
    }
    return target;
  }
}
