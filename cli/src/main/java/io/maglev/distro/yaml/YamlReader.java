package io.maglev.distro.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML into plain Java: LinkedHashMap, ArrayList, String, Boolean, Double or Long, null. It
 * accepts, refuses and resolves what {@code sigs.k8s.io/yaml} does in the version Helm is built
 * with. {@code file} names the document in errors and may be empty.
 */
public final class YamlReader {
  private static final String SEPARATOR = "---";

  private YamlReader() {}

  /**
   * The first document, null if there is none. Numbers are Double always, as Helm's values are:
   * {@code yaml.Unmarshal} into an {@code interface{}}.
   *
   * @throws YamlException with file, line and column, and Helm's own wording
   */
  public static @Nullable Object read(String text, String file) {
    return first(text, file, false);
  }

  /**
   * As {@link #read}, where the document must be a map; an empty document is an empty map.
   *
   * @throws YamlException with file, line and column, and Helm's own wording
   */
  public static Map<String, @Nullable Object> readMap(String text, String file) {
    return map(read(text, file), file);
  }

  /**
   * As {@link #read}, where the document must be a list; an empty document is an empty list.
   *
   * @throws YamlException with file, line and column, and Helm's own wording
   */
  public static List<@Nullable Object> readList(String text, String file) {
    Object value = read(text, file);
    if (value == null) {
      return new ArrayList<>();
    }
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    throw wrongRoot(value, file, "list", "[]interface {}");
  }

  /**
   * One Kubernetes object: as {@link #readMap}, but whole numbers are Long as in Kubernetes'
   * unstructured objects.
   *
   * @throws YamlException with file, line and column
   */
  public static Map<String, @Nullable Object> readObject(String text, String file) {
    return map(first(text, file, true), file);
  }

  /**
   * Every non-empty document of a stream of Kubernetes objects, numbers as in {@link #readObject}.
   *
   * @throws YamlException with file, line and column
   */
  public static List<Map<String, @Nullable Object>> readObjects(String text, String file) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    NodeReader reader = new NodeReader(text, file);
    for (RawNode root = reader.next(); root != null; root = reader.next()) {
      Object value = new ValueDecoder(reader, true).decode(root);
      if (value != null) {
        objects.add(map(value, file));
      }
    }
    return objects;
  }

  /**
   * The documents of a rendered template as text, as Helm's {@code releaseutil.SplitManifests}: a
   * line that starts with {@code ---} separates, white space around documents goes, empty ones too.
   */
  public static List<String> splitDocuments(String stream) {
    String text = trimmed(stream);
    List<String> documents = new ArrayList<>();
    int start = text.startsWith(SEPARATOR) ? afterSeparator(text, 0) : 0;
    while (start < text.length()) {
      int line = text.indexOf("\n" + SEPARATOR, start);
      int end = line < 0 ? text.length() : line;
      while (line >= 0 && end > start && isAsciiSpace(text.charAt(end - 1))) {
        end--;
      }
      if (end > start) {
        documents.add(trimmed(text.substring(start, end)));
      }
      start = line < 0 ? text.length() : afterSeparator(text, line + 1);
    }
    return documents;
  }

  /** Helm's separator takes the space around it; a line break is needed before the next one. */
  private static int afterSeparator(String text, int separator) {
    int after = separator + SEPARATOR.length();
    while (after < text.length() && isAsciiSpace(text.charAt(after))) {
      after++;
    }
    return after;
  }

  /** The {@code \s} of Go's regular expressions. */
  private static boolean isAsciiSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  /** Go's {@code strings.TrimSpace}, which unlike Java's strip knows NEL and no-break spaces. */
  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
  }

  private static @Nullable Object first(String text, String file, boolean wholeAsLong) {
    NodeReader reader = new NodeReader(text, file);
    RawNode root = reader.next();
    return root == null ? null : new ValueDecoder(reader, wholeAsLong).decode(root);
  }

  @SuppressWarnings("unchecked") // the decoder makes string keys only
  private static Map<String, @Nullable Object> map(@Nullable Object value, String file) {
    if (value == null) {
      return new LinkedHashMap<>();
    }
    if (value instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw wrongRoot(value, file, "map", "map[string]interface {}");
  }

  private static YamlException wrongRoot(Object value, String file, String wanted, String goType) {
    String found = GoJson.kindOf(value);
    return YamlException.reading(
        "YAML",
        file,
        1,
        1,
        "expected a " + wanted + ", found " + found,
        "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
            + found
            + " into Go value of type "
            + goType);
  }
}
