package io.maglev.distro.yaml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives a node tree its meaning as {@code sigs.k8s.io/yaml} does on its way through JSON: tags and
 * plain scalars resolved, aliases expanded into copies, merge keys merged, map keys made strings,
 * the last of several equal keys kept. Not thread-safe; one per document.
 */
final class ValueDecoder {
  private final NodeReader reader;
  private final TagResolver tags;
  private final AliasBudget budget;
  private final boolean wholeAsLong;

  /** Go converts to JSON when all is decoded, so these failures come after all others. */
  private @Nullable YamlException keyFailure;

  private @Nullable YamlException numberFailure;

  /**
   * @param wholeAsLong whole numbers become Long as in Kubernetes objects, else all are Double
   */
  ValueDecoder(NodeReader reader, boolean wholeAsLong) {
    this.reader = reader;
    this.tags = new TagResolver(reader);
    this.budget = new AliasBudget(reader);
    this.wholeAsLong = wholeAsLong;
  }

  AliasBudget budget() {
    return budget;
  }

  /** The value of a whole document. */
  @Nullable Object decode(RawNode root) {
    Object value = value(root);
    finish();
    return value;
  }

  /**
   * Ends a document.
   *
   * @throws YamlException for the first value met that JSON has no form for
   */
  void finish() {
    if (keyFailure != null) {
      throw keyFailure;
    }
    if (numberFailure != null) {
      throw numberFailure;
    }
  }

  @Nullable Object value(RawNode node) {
    budget.spend(node);
    return switch (node.kind) {
      case ALIAS -> budget.through(node, () -> value(target(node)));
      case SCALAR -> jsonValue(node, tags.resolve(node));
      case SEQUENCE -> sequence(node);
      case MAPPING -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        fill(node, map);
        yield map;
      }
    };
  }

  private List<@Nullable Object> sequence(RawNode node) {
    budget.enter(node);
    List<@Nullable Object> list = new ArrayList<>(node.children.size());
    for (RawNode child : node.children) {
      list.add(value(child));
    }
    budget.leave();
    return list;
  }

  private void fill(RawNode mapping, Map<String, @Nullable Object> map) {
    budget.enter(mapping);
    for (int i = 0; i < mapping.children.size(); i += 2) {
      RawNode key = mapping.children.get(i);
      RawNode value = mapping.children.get(i + 1);
      if (key.isMerge()) {
        merge(value, map);
      } else {
        map.put(key(key, value), value(value));
      }
    }
    budget.leave();
  }

  /** Merged keys override those written before them: go-yaml v2 does not look who came first. */
  private void merge(RawNode source, Map<String, @Nullable Object> map) {
    if (source.kind != RawNode.Kind.SEQUENCE) {
      mergeOne(source, map);
      return;
    }
    for (int i = source.children.size() - 1; i >= 0; i--) {
      mergeOne(source.children.get(i), map);
    }
  }

  private void mergeOne(RawNode source, Map<String, @Nullable Object> map) {
    RawNode meant = source.kind == RawNode.Kind.ALIAS ? target(source) : source;
    if (meant.kind != RawNode.Kind.MAPPING) {
      throw reader.failConverting(
          source, "yaml: map merge requires map or sequence of maps as the value");
    }
    budget.spend(source);
    if (source.kind == RawNode.Kind.MAPPING) {
      fill(meant, map);
      return;
    }
    budget.through(
        source,
        () -> {
          budget.spend(meant);
          fill(meant, map);
          return map;
        });
  }

  /** A map key as a string; its value is only for the error text. */
  String key(RawNode node, RawNode value) {
    budget.spend(node);
    if (node.kind == RawNode.Kind.ALIAS) {
      return budget.through(node, () -> key(target(node), value));
    }
    if (node.kind != RawNode.Kind.SCALAR) {
      // A mistake inside the key is told first; {{ x }} left in a document ends here.
      value(node);
      throw reader.failConverting(node, "yaml: invalid map key: " + syntax(node));
    }
    Object key = tags.resolve(node);
    if (key instanceof Double number) {
      return floatKey(GoNumber.general32(number));
    }
    if ((key == null || key instanceof BigInteger) && keyFailure == null) {
      keyFailure = unsupportedKey(node, key, value);
    }
    return String.valueOf(key);
  }

  private static String floatKey(String number) {
    return switch (number) {
      case "+Inf" -> ".inf";
      case "-Inf" -> "-.inf";
      case "NaN" -> ".nan";
      default -> number;
    };
  }

  private YamlException unsupportedKey(RawNode node, @Nullable Object key, RawNode value) {
    boolean isNull = value.kind == RawNode.Kind.SCALAR && tags.resolve(value) == null;
    return reader.failConverting(
        node,
        "unsupported map key of type: "
            + (key == null ? "%!s(<nil>), key: <nil>" : "uint64, key: " + GoSyntax.scalar(key))
            + ", value: "
            + (isNull ? "<nil>" : syntax(value)));
  }

  /** The undecoded value as Go's {@code %#v} prints it. */
  private String syntax(RawNode node) {
    budget.spend(node);
    return switch (node.kind) {
      case ALIAS -> budget.through(node, () -> syntax(target(node)));
      case SCALAR -> GoSyntax.scalar(tags.resolve(node));
      case SEQUENCE -> GoSyntax.list(node.children.stream().map(this::syntax).toList());
      case MAPPING -> GoSyntax.map(node.children.stream().map(this::syntax).toList());
    };
  }

  private @Nullable Object jsonValue(RawNode node, @Nullable Object value) {
    if (value instanceof Long whole) {
      return wholeAsLong ? value : (Object) whole.doubleValue();
    }
    if (value instanceof BigInteger big) {
      return big.doubleValue();
    }
    if (!(value instanceof Double number)) {
      return value;
    }
    if (!Double.isFinite(number) && numberFailure == null) {
      String problem = "json: unsupported value: " + GoNumber.general(number);
      numberFailure = reader.failConverting(node, problem);
    }
    return wholeAsLong ? GoNumber.narrow(number) : number;
  }

  private static RawNode target(RawNode alias) {
    return Objects.requireNonNull(alias.target);
  }
}
