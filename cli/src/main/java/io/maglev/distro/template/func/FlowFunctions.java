package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.GoKind;
import org.jspecify.annotations.Nullable;

/**
 * Defaults and failures. Empty are nil, false, zero, and texts, lists and maps without content;
 * {@code required} is content with anything but nil and the empty text.
 */
final class FlowFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        default(any, ...any) any | {{ "" | default "web" }} | web
        empty(any) bool | {{ empty 0 }} | true
        coalesce(...any) any | {{ coalesce 0 "" "a" "b" }} | a
        all(...any) bool | {{ all 1 "a" "" }} | false
        any(...any) bool | {{ any 0 "" "a" }} | true
        ternary(any, any, bool) any | {{ true | ternary "yes" "no" }} | yes
        required(string, any) any | {{ required "a is missing" "a" }} | a
        fail(string) string | {{ if false }}{{ fail "no" }}{{ end }}ok | ok
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return switch (name) {
      case "default" -> a.count() > 1 && GoKind.isTrue(a.any(1)) ? a.any(1) : a.any(0);
      case "empty" -> !GoKind.isTrue(a.any(0));
      case "coalesce" -> coalesce(a);
      case "all" -> a.from(0).stream().allMatch(GoKind::isTrue);
      case "any" -> a.from(0).stream().anyMatch(GoKind::isTrue);
      case "ternary" -> a.bool(2) ? a.any(0) : a.any(1);
      case "required" -> required(a.string(0), a.any(1));
      case "fail" -> throw new ChartFailureException(a.string(0));
      default -> throw unknown(name);
    };
  }

  private static @Nullable Object coalesce(Arguments a) {
    for (int i = 0; i < a.count(); i++) {
      if (GoKind.isTrue(a.any(i))) {
        return a.any(i);
      }
    }
    return null;
  }

  private static Object required(String message, @Nullable Object value) {
    if (value == null || value.equals("")) {
      throw new ChartFailureException(message);
    }
    return value;
  }
}
