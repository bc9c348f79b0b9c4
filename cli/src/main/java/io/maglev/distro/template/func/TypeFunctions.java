package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.GoKind;
import org.jspecify.annotations.Nullable;

/** Sprig's reflection, which shows the names of Go's types: YAML numbers are {@code float64}. */
final class TypeFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        typeOf(any) string | {{ typeOf (list 1) }} | []interface {}
        typeIs(string, any) bool | {{ typeIs "string" "a" }} | true
        typeIsLike(string, any) bool | {{ typeIsLike "int" 1 }} | true
        kindOf(any) string | {{ kindOf (dict) }} | map
        kindIs(string, any) bool | {{ kindIs "slice" (list) }} | true
        deepEqual(any, any) bool | {{ deepEqual (list 1 2) (list 1 2) }} | true
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return switch (name) {
      case "typeOf" -> GoKind.typeNameOf(a.any(0));
      case "typeIs" -> GoKind.typeNameOf(a.any(1)).equals(a.string(0));
      case "typeIsLike" -> isLike(a.string(0), GoKind.typeNameOf(a.any(1)));
      case "kindOf" -> GoKind.of(a.any(0)).goName();
      case "kindIs" -> GoKind.of(a.any(1)).goName().equals(a.string(0));
      case "deepEqual" -> DeepEqual.test(a.any(0), a.any(1));
      default -> throw unknown(name);
    };
  }

  private static boolean isLike(String target, String type) {
    return type.equals(target) || type.equals("*" + target);
  }
}
