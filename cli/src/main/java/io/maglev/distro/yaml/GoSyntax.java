package io.maglev.distro.yaml;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Go's {@code %#v} prints them, for the error texts that quote one. */
final class GoSyntax {
  private GoSyntax() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "interface {}(nil)";
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> of(entry.getKey()) + ":" + of(entry.getValue()))
          .collect(Collectors.joining(", ", "map[interface {}]interface {}{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(GoSyntax::of)
          .collect(Collectors.joining(", ", "[]interface {}{", "}"));
    }
    if (value instanceof Double number) {
      return GoNumber.general(number);
    }
    return value instanceof String text ? GoStringQuote.quote(text) : value.toString();
  }
}
