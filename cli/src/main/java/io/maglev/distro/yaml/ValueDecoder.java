package io.maglev.distro.yaml;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a node tree its meaning as {@code sigs.k8s.io/yaml} does on its way through JSON: tags and
 * plain scalars resolved, aliases expanded into copies, merge keys merged, map keys made strings,
 * the last of several equal keys kept. Not thread-safe; one per document.
 */
final class ValueDecoder {
  private static final String CORE = "tag:yaml.org,2002:";

  /** go-yaml lets 99% of the work come from aliases up to the first count, 10% from the second. */
  private static final double FREE_COUNT = 400_000;

  private static final double STRICT_COUNT = 4_000_000;

  private final NodeReader reader;
  private final boolean wholeAsLong;
  private final Set<RawNode> expanding = new HashSet<>();
  private long decoded;
  private long decodedByAlias;

  /**
   * @param wholeAsLong whole numbers become Long as in Kubernetes objects, else all are Double
   */
  ValueDecoder(NodeReader reader, boolean wholeAsLong) {
    this.reader = reader;
    this.wholeAsLong = wholeAsLong;
  }

  @Nullable Object decode(RawNode node) {
    countOf(node);
    return switch (node.kind) {
      case ALIAS -> throughAlias(node, () -> decode(target(node)));
      case SCALAR -> jsonValue(node, resolve(node));
      case SEQUENCE -> {
        List<@Nullable Object> list = new ArrayList<>(node.children.size());
        for (RawNode child : node.children) {
          list.add(decode(child));
        }
        yield list;
      }
      case MAPPING -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        fill(node, map);
        yield map;
      }
    };
  }

  private void fill(RawNode mapping, Map<String, @Nullable Object> map) {
    for (int i = 0; i < mapping.children.size(); i += 2) {
      RawNode key = mapping.children.get(i);
      RawNode value = mapping.children.get(i + 1);
      if (key.isMerge()) {
        merge(value, map);
      } else {
        map.put(key(key), decode(value));
      }
    }
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
      throw fail(source, "map merge requires map or sequence of maps as the value");
    }
    countOf(source);
    if (source.kind == RawNode.Kind.ALIAS) {
      throughAlias(
          source,
          () -> {
            countOf(meant);
            fill(meant, map);
            return map;
          });
    } else {
      fill(meant, map);
    }
  }

  String key(RawNode node) {
    countOf(node);
    if (node.kind == RawNode.Kind.ALIAS) {
      return Objects.requireNonNull(throughAlias(node, () -> key(target(node))));
    }
    if (node.kind != RawNode.Kind.SCALAR) {
      throw fail(node, "invalid map key: " + GoSyntax.of(decode(node)));
    }
    Object key = resolve(node);
    if (key instanceof Double number) {
      return specialKey(GoNumber.general32(number));
    }
    if (key == null || key instanceof BigInteger) {
      throw unsupportedKey(node, key);
    }
    return key.toString();
  }

  private static String specialKey(String number) {
    return switch (number) {
      case "+Inf" -> ".inf";
      case "-Inf" -> "-.inf";
      case "NaN" -> ".nan";
      default -> number;
    };
  }

  private YamlException unsupportedKey(RawNode node, @Nullable Object key) {
    String type = key == null ? "%!s(<nil>)" : "uint64";
    return reader.failConverting(
        node, "unsupported map key of type: " + type + ", key: " + GoSyntax.of(key));
  }

  /** The scalar as go-yaml sees it: String, Boolean, Long, BigInteger, Double or null. */
  private @Nullable Object resolve(RawNode node) {
    if (node.tag.isEmpty()) {
      return node.implicit ? ScalarResolver.resolve(node.value).value() : node.value;
    }
    String tag = node.tag.startsWith(CORE) ? node.tag.substring(CORE.length()) : "";
    return switch (tag) {
      case "str" -> node.value;
      case "binary" -> binary(node);
      case "bool", "int", "float", "null", "timestamp" -> tagged(node, tag);
      default -> node.value;
    };
  }

  private @Nullable Object tagged(RawNode node, String tag) {
    ScalarResolver.Resolved found = ScalarResolver.resolve(node.value, tag.equals("timestamp"));
    if (tag.equals(found.kind().tag())) {
      return found.value();
    }
    if (tag.equals("float") && found.value() instanceof Long whole) {
      return (double) whole;
    }
    String kind = "!!" + found.kind().tag();
    throw fail(node, "cannot decode " + kind + " `" + node.value + "` as a !!" + tag);
  }

  private String binary(RawNode node) {
    String text = node.value.replace("\n", "").replace("\r", "");
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw fail(node, "!!binary value contains invalid base64 data");
    }
  }

  private @Nullable Object jsonValue(RawNode node, @Nullable Object value) {
    if (value instanceof Long whole) {
      return wholeAsLong ? value : (Object) whole.doubleValue();
    }
    if (value instanceof BigInteger big) {
      return big.doubleValue();
    }
    if (value instanceof Double number) {
      if (!Double.isFinite(number)) {
        String name = number.isNaN() ? "NaN" : number > 0 ? "+Inf" : "-Inf";
        throw reader.failConverting(node, "json: unsupported value: " + name);
      }
      return wholeAsLong ? GoNumber.narrow(number) : number;
    }
    return value;
  }

  <T extends @Nullable Object> T throughAlias(RawNode alias, java.util.function.Supplier<T> body) {
    if (!expanding.add(alias)) {
      throw fail(alias, "anchor '" + alias.value + "' value contains itself");
    }
    T value = body.get();
    expanding.remove(alias);
    return value;
  }

  private static RawNode target(RawNode alias) {
    return Objects.requireNonNull(alias.target);
  }

  void countOf(RawNode node) {
    decoded++;
    if (!expanding.isEmpty()) {
      decodedByAlias++;
    }
    if (decodedByAlias > 100
        && decoded > 1000
        && (double) decodedByAlias / decoded > allowedAliasRatio(decoded)) {
      throw fail(node, "document contains excessive aliasing");
    }
  }

  private static double allowedAliasRatio(long count) {
    if (count <= FREE_COUNT) {
      return 0.99;
    }
    return count >= STRICT_COUNT
        ? 0.10
        : 0.99 - 0.89 * ((count - FREE_COUNT) / (STRICT_COUNT - FREE_COUNT));
  }

  /** These failures have no line in Go's text; the location has one all the same. */
  private YamlException fail(RawNode node, String problem) {
    return reader.failConverting(node, "yaml: " + problem);
  }
}
