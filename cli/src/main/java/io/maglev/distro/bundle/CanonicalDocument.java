package io.maglev.distro.bundle;

import io.maglev.distro.model.Digest;
import io.maglev.distro.yaml.CanonicalJson;
import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.YamlException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An object of untrusted JSON with typed access; members that nobody asks for are passed over. Each
 * getter throws {@link FormatException} if the member is missing or of another type.
 */
final class CanonicalDocument {
  private final String path;
  private final Map<?, ?> members;

  private CanonicalDocument(String path, Map<?, ?> members) {
    this.path = path;
    this.members = members;
  }

  /**
   * Reads JSON that must be in the form of RFC 8785: the same content then has one digest, and a
   * parser that takes the first or the last of two equal keys sees the same.
   */
  static CanonicalDocument parse(byte[] json) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      Object value = GoJson.readWhole(text);
      if (!Arrays.equals(CanonicalJson.write(value), json)) {
        throw new FormatException("is not canonical JSON (RFC 8785)");
      }
      return of("", value);
    } catch (CharacterCodingException e) {
      throw new FormatException("is not UTF-8");
    } catch (YamlException e) {
      throw new FormatException("is not canonical JSON (RFC 8785): " + e.goMessage());
    }
  }

  String text(String key) {
    if (member(key) instanceof String text) {
      return text;
    }
    throw wrong(key, "a string");
  }

  /** The string, which must be {@code expected}. */
  void expect(String key, String expected) {
    if (!text(key).equals(expected)) {
      throw new FormatException(
          "has " + path + key + " '" + Printable.of(text(key)) + "', not '" + expected + "'");
    }
  }

  /** A whole number from 0 to 2^53-1. */
  long number(String key) {
    if (member(key) instanceof Long number && number >= 0 && number <= BundleFormat.SIZE_LIMIT) {
      return number;
    }
    throw wrong(key, "a whole number from 0 to " + BundleFormat.SIZE_LIMIT);
  }

  Digest digest(String key) {
    String text = text(key);
    if (text.matches("sha256:[0-9a-f]{64}")) {
      return Digest.parse(text);
    }
    throw wrong(key, "sha256: and 64 lower-case hex digits");
  }

  CanonicalDocument object(String key) {
    return of(path + key + ".", member(key));
  }

  List<CanonicalDocument> objects(String key) {
    if (!(member(key) instanceof List<?> list)) {
      throw wrong(key, "a list");
    }
    return list.stream().map(element -> of(path + key + "[].", element)).toList();
  }

  /** The string members of an object, empty if it is missing. */
  SortedMap<String, String> strings(String key) {
    SortedMap<String, String> strings = new TreeMap<>();
    if (members.containsKey(key)) {
      CanonicalDocument object = object(key);
      for (Object name : object.members.keySet()) {
        strings.put((String) name, object.text((String) name));
      }
    }
    return strings;
  }

  private @Nullable Object member(String key) {
    return members.get(key);
  }

  private FormatException wrong(String key, String wanted) {
    return new FormatException(
        (members.containsKey(key) ? "has a " : "lacks ")
            + Printable.of(path + key)
            + (members.containsKey(key) ? " that is not " : ", ")
            + wanted);
  }

  private static CanonicalDocument of(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new CanonicalDocument(path, map);
    }
    throw new FormatException(
        path.isEmpty()
            ? "is not a JSON object"
            : "has no object at " + path.substring(0, path.length() - 1));
  }
}
