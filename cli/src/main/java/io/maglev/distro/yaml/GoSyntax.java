package io.maglev.distro.yaml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as Go's {@code %#v} prints them, for the error texts that quote one. */
final class GoSyntax {
  private GoSyntax() {}

  static String scalar(@Nullable Object value) {
    if (value == null) {
      return "interface {}(nil)";
    }
    if (value instanceof BigInteger unsigned) {
      return "0x" + unsigned.toString(16);
    }
    if (value instanceof Double number) {
      return GoNumber.general(number);
    }
    return value instanceof String text ? GoStringQuote.quote(text) : value.toString();
  }

  static String list(List<String> elements) {
    return "[]interface {}{" + String.join(", ", elements) + "}";
  }

  /**
   * @param keysAndValues in turn
   */
  static String map(List<String> keysAndValues) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      entries.add(keysAndValues.get(i) + ":" + keysAndValues.get(i + 1));
    }
    // Go sorts them too: nil first; how types rank is left to chance, so strings come next.
    entries.sort(Comparator.comparingInt(GoSyntax::rank).thenComparing(CodePointOrder.INSTANCE));
    return "map[interface {}]interface {}{" + String.join(", ", entries) + "}";
  }

  private static int rank(String entry) {
    if (entry.startsWith("interface {}(nil)")) {
      return 0;
    }
    return entry.startsWith("\"") ? 1 : 2;
  }
}
