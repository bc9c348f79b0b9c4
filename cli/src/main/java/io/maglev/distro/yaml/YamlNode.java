package io.maglev.distro.yaml;

import io.maglev.distro.error.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A YAML document that remembers where every key and value stands, for files whose errors must name
 * {@code file:line:col}. Scalars, aliases and merge keys mean what {@link YamlReader} makes of
 * them; two equal keys in one map are an error here. Immutable.
 */
public sealed interface YamlNode {

  /**
   * Reads the first document; an empty stream is a null scalar at line 1.
   *
   * @throws YamlException with file, line and column
   */
  static YamlNode parse(String text, String file) {
    return NodeBuilder.build(text, file);
  }

  /** Where the value starts; {@link SourceLocation#detail} is empty. */
  SourceLocation where();

  /** The same as plain Java, whole numbers as Long. */
  @Nullable Object toValue();

  /** This place with what is wrong there. */
  default SourceLocation problem(String detail) {
    SourceLocation here = where();
    return new SourceLocation(here.file(), here.line(), here.column(), detail);
  }

  /** A map; its entries stand in the order written, merged ones where their merge key stood. */
  record MapNode(List<Entry> entries, SourceLocation where) implements YamlNode {
    public MapNode {
      entries = List.copyOf(entries);
    }

    /** The value under a key. */
    public Optional<YamlNode> get(String key) {
      return entries.stream().filter(e -> e.key().equals(key)).map(Entry::value).findFirst();
    }

    @Override
    public Map<String, @Nullable Object> toValue() {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (Entry entry : entries) {
        map.put(entry.key(), entry.value().toValue());
      }
      return map;
    }
  }

  /**
   * One key with its value.
   *
   * @param where where the key starts
   */
  record Entry(String key, SourceLocation where, YamlNode value) {
    /** The key's place with what is wrong there. */
    public SourceLocation problem(String detail) {
      return new SourceLocation(where.file(), where.line(), where.column(), detail);
    }
  }

  /** A list. */
  record ListNode(List<YamlNode> elements, SourceLocation where) implements YamlNode {
    public ListNode {
      elements = List.copyOf(elements);
    }

    @Override
    public List<@Nullable Object> toValue() {
      List<@Nullable Object> list = new ArrayList<>();
      elements.forEach(element -> list.add(element.toValue()));
      return list;
    }
  }

  /**
   * A scalar.
   *
   * @param text as written, without quotes and escapes
   * @param value what it stands for: String, Boolean, Long, Double or null
   */
  record ScalarNode(String text, @Nullable Object value, SourceLocation where) implements YamlNode {
    @Override
    public @Nullable Object toValue() {
      return value;
    }

    public boolean isNull() {
      return Objects.isNull(value);
    }
  }
}
