package io.maglev.distro.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API's label selectors: {@code a=b,c!=d,e in (f,g),h notin (i),j,!k}. */
final class LabelSelector {
  private static final Pattern REQUIREMENT =
      Pattern.compile(
          "\\s*(?:!\\s*(?<absent>[^\\s,=!()]+)"
              + "|(?<key>[^\\s,=!()]+)\\s*(?:(?<op>==|=|!=)\\s*(?<value>[^\\s,=!()]*)"
              + "|\\s(?<set>in|notin)\\s*\\((?<values>[^()]*)\\))?)\\s*(?:,|$)");

  private LabelSelector() {}

  /**
   * The condition on an object's labels.
   *
   * @throws IllegalArgumentException if the selector is malformed
   */
  static Predicate<Map<String, String>> parse(String selector) {
    List<Predicate<Map<String, String>>> all = new ArrayList<>();
    Matcher matcher = REQUIREMENT.matcher(selector);
    int at = 0;
    while (at < selector.length()) {
      if (!matcher.find(at) || matcher.start() != at || matcher.end() == at) {
        throw new IllegalArgumentException("unable to parse requirement: '" + selector + "'");
      }
      all.add(requirement(matcher));
      at = matcher.end();
    }
    return labels -> all.stream().allMatch(condition -> condition.test(labels));
  }

  /** The condition that {@code matchLabels} and {@code matchExpressions} of a spec mean. */
  static Predicate<Map<String, String>> ofSpec(Map<String, @Nullable Object> spec) {
    List<Predicate<Map<String, String>>> all = new ArrayList<>();
    Trees.map(spec.get("matchLabels"))
        .forEach((key, value) -> all.add(labels -> String.valueOf(value).equals(labels.get(key))));
    if (spec.get("matchExpressions") instanceof List<?> expressions) {
      expressions.forEach(expression -> all.add(expression(Trees.map(expression))));
    }
    return labels -> all.stream().allMatch(condition -> condition.test(labels));
  }

  private static Predicate<Map<String, String>> requirement(Matcher matcher) {
    String absent = matcher.group("absent");
    if (absent != null) {
      return labels -> !labels.containsKey(absent);
    }
    String key = matcher.group("key");
    String set = matcher.group("set");
    if (set != null) {
      List<String> values =
          Stream.of(matcher.group("values").split(",")).map(String::strip).toList();
      return set.equals("in") ? in(key, values) : in(key, values).negate();
    }
    if (matcher.group("op") == null) {
      return labels -> labels.containsKey(key);
    }
    Predicate<Map<String, String>> equal = in(key, List.of(matcher.group("value")));
    return matcher.group("op").equals("!=") ? equal.negate() : equal;
  }

  private static Predicate<Map<String, String>> expression(Map<String, @Nullable Object> spec) {
    String key = String.valueOf(spec.get("key"));
    List<String> values =
        spec.get("values") instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of();
    return switch (String.valueOf(spec.get("operator"))) {
      case "In" -> in(key, values);
      case "NotIn" -> in(key, values).negate();
      case "Exists" -> labels -> labels.containsKey(key);
      case "DoesNotExist" -> labels -> !labels.containsKey(key);
      default -> labels -> false;
    };
  }

  private static Predicate<Map<String, String>> in(String key, List<String> values) {
    return labels -> labels.containsKey(key) && values.contains(labels.get(key));
  }
}
