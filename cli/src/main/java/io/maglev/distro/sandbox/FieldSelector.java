package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The API's field selectors: {@code metadata.name=a,status.phase!=Failed}. Any path is accepted,
 * where a real server knows a few per kind.
 */
final class FieldSelector {
  private FieldSelector() {}

  /**
   * @throws IllegalArgumentException if the selector is malformed
   */
  static Predicate<KubeObject> parse(String selector) {
    List<Predicate<KubeObject>> all = new ArrayList<>();
    for (String term : selector.split(",")) {
      if (!term.isBlank()) {
        all.add(term(term.strip()));
      }
    }
    return object -> all.stream().allMatch(condition -> condition.test(object));
  }

  private static Predicate<KubeObject> term(String term) {
    int operator = term.indexOf('=');
    if (operator <= 0) {
      throw new IllegalArgumentException("invalid selector: '" + term + "'; can't understand it");
    }
    boolean negated = term.charAt(operator - 1) == '!';
    String path = term.substring(0, negated ? operator - 1 : operator).strip();
    String value = term.substring(operator + 1).replaceFirst("^=", "").strip();
    String[] steps = path.split("\\.");
    return object -> object.at(steps).map(String::valueOf).orElse("").equals(value) != negated;
  }
}
