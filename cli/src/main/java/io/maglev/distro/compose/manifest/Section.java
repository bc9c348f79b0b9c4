package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One map of a manifest with checked access to its keys; what is wrong goes to the problems, and
 * reading goes on. A key with null counts as absent. Not thread-safe.
 */
final class Section {
  private final YamlNode.MapNode node;
  private final String what;
  private final Problems problems;

  private Section(YamlNode.MapNode node, String what, Problems problems) {
    this.node = node;
    this.what = what;
    this.problems = problems;
  }

  /**
   * The node as a map whose keys are among those known; empty, and a problem, if it is none.
   *
   * @param what how messages call it, e.g. {@code component 'idm'}
   */
  static Optional<Section> of(YamlNode node, String what, Problems problems, List<String> keys) {
    if (!(node instanceof YamlNode.MapNode map)) {
      problems.add(node.problem(what + ": expected a map, found " + kindOf(node)));
      return Optional.empty();
    }
    for (YamlNode.Entry entry : map.entries()) {
      if (!keys.contains(entry.key())) {
        problems.add(
            entry.problem(
                "unknown key '"
                    + entry.key()
                    + "' in "
                    + what
                    + NearestName.suggestion(entry.key(), keys)));
      }
    }
    return Optional.of(new Section(map, what, problems));
  }

  /** A map whose keys were looked at before. */
  static Section checked(YamlNode.MapNode node, String what, Problems problems) {
    return new Section(node, what, problems);
  }

  YamlNode.MapNode node() {
    return node;
  }

  /** Its start with what is wrong there. */
  SourceLocation problem(String detail) {
    return node.problem(detail);
  }

  /** Notes that there are more of something than there may be. */
  void refuseMore(String things, int count, int limit) {
    if (count > limit) {
      problems.add(node.problem(count + " " + things + ", limit " + limit));
    }
  }

  /** The value under the key, if there is one that is not null. */
  Optional<YamlNode> get(String key) {
    return node.get(key)
        .filter(value -> !(value instanceof YamlNode.ScalarNode scalar && scalar.isNull()));
  }

  /** The text under the key; empty, and a problem, if it is something else. */
  Optional<Text> text(String key) {
    return get(key).flatMap(value -> text(value, what + ": " + key));
  }

  /** As {@link #text}; its absence is a problem. */
  Optional<Text> required(String key) {
    if (get(key).isEmpty()) {
      missing(key);
    }
    return text(key);
  }

  /** Notes that the key is not there. */
  void missing(String key) {
    problems.add(node.problem(what + " has no " + key));
  }

  boolean flag(String key) {
    Optional<YamlNode> value = get(key);
    if (value.isPresent() && !(value.get().toValue() instanceof Boolean)) {
      wrong(value.get(), what + ": " + key, "true or false");
    }
    return value.map(YamlNode::toValue).filter(Boolean.TRUE::equals).isPresent();
  }

  /** The elements of the list under the key, none if there is no list. */
  List<YamlNode> elements(String key) {
    Optional<YamlNode> value = get(key);
    if (value.isPresent() && !(value.get() instanceof YamlNode.ListNode)) {
      wrong(value.get(), what + ": " + key, "a list");
    }
    return value
        .filter(YamlNode.ListNode.class::isInstance)
        .map(list -> ((YamlNode.ListNode) list).elements())
        .orElse(List.of());
  }

  /** The texts of the list under the key. */
  List<Text> texts(String key) {
    List<Text> texts = new ArrayList<>();
    elements(key).forEach(e -> text(e, what + ": " + key).ifPresent(texts::add));
    return texts;
  }

  /** The entries of the map under the key, none if there is no map. */
  List<YamlNode.Entry> entries(String key) {
    Optional<YamlNode> value = get(key);
    if (value.isPresent() && !(value.get() instanceof YamlNode.MapNode)) {
      wrong(value.get(), what + ": " + key, "a map");
    }
    return value
        .filter(YamlNode.MapNode.class::isInstance)
        .map(map -> ((YamlNode.MapNode) map).entries())
        .orElse(List.of());
  }

  private Optional<Text> text(YamlNode value, String name) {
    if (value.toValue() instanceof String text) {
      return Optional.of(new Text(text, value));
    }
    wrong(value, name, "a text");
    return Optional.empty();
  }

  private void wrong(YamlNode value, String name, String expected) {
    boolean quotable =
        expected.equals("a text")
            && value instanceof YamlNode.ScalarNode scalar
            && !scalar.isNull();
    problems.add(
        value.problem(
            name
                + ": expected "
                + expected
                + ", found "
                + kindOf(value)
                + (quotable ? "; put it in quotes" : "")));
  }

  private static String kindOf(YamlNode node) {
    if (node instanceof YamlNode.MapNode) {
      return "a map";
    }
    if (node instanceof YamlNode.ListNode) {
      return "a list";
    }
    Object scalar = node.toValue();
    if (scalar instanceof String) {
      return "a text";
    }
    return scalar == null ? "nothing" : String.valueOf(scalar);
  }

  /**
   * A text and where it stands.
   *
   * @param node for problems with it
   */
  record Text(String value, YamlNode node) {
    SourceLocation problem(String detail) {
      return node.problem(detail);
    }
  }
}
