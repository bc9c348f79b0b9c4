package io.maglev.distro.action;

import io.maglev.distro.model.SecretMask;
import io.maglev.distro.yaml.GoYaml;
import io.maglev.distro.yaml.YamlException;
import io.maglev.distro.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hides what is secret in what releases hold: values of secret parameters wherever they occur, and
 * what Secrets contain. Objects are covered as data and written anew, since a text may hold a
 * secret in other bytes: indented, quoted, folded. Not thread-safe: it remembers what it did.
 */
final class SecretCover {
  private static final String SOURCE = "# Source: ";
  private static final String SECRET = "Secret";
  private static final String UNREADABLE =
      "# this document is no YAML and may hold secrets: it is left out";

  private final SecretMask mask;
  private final boolean open;
  private boolean used;

  private SecretCover(SecretMask mask, boolean open) {
    this.mask = mask;
    this.open = open;
  }

  /** One that hides Secrets, and these texts everywhere. */
  static SecretCover of(SecretMask mask) {
    return new SecretCover(mask, false);
  }

  /** One that hides nothing. */
  static SecretCover open() {
    return new SecretCover(SecretMask.NONE, true);
  }

  /** Whether anything was hidden so far. */
  boolean isUsed() {
    return used;
  }

  /** A text for people. */
  String text(String text) {
    String masked = mask.mask(text);
    used |= !masked.equals(text);
    return masked;
  }

  /** Values, or an object, as data; what is not touched is the same. */
  @Nullable Object data(@Nullable Object data) {
    if (open || data == null) {
      return data;
    }
    Object covered = covered(data, false);
    used |= !data.equals(covered);
    return covered;
  }

  /** Documents of a manifest; if nothing in it is secret it is the manifest itself. */
  String manifest(String manifest) {
    if (open) {
      return manifest;
    }
    List<String> documents = YamlReader.splitDocuments(manifest);
    List<String> covered = documents.stream().map(this::document).toList();
    if (covered.equals(documents)) {
      return manifest;
    }
    used = true;
    StringBuilder text = new StringBuilder();
    covered.forEach(document -> text.append("---\n").append(document).append('\n'));
    return text.toString();
  }

  /** One document without separators. */
  String document(String document) {
    if (open) {
      return document;
    }
    List<Map<String, @Nullable Object>> objects;
    try {
      objects = YamlReader.readObjects(document, "manifest");
    } catch (YamlException e) {
      used = true;
      return UNREADABLE;
    }
    List<@Nullable Object> covered = new ArrayList<>();
    objects.forEach(object -> covered.add(covered(object, false)));
    if (covered.equals(objects) && mask.mask(document).equals(document)) {
      return document;
    }
    used = true;
    StringBuilder text = new StringBuilder();
    document
        .lines()
        .takeWhile(line -> line.startsWith(SOURCE))
        .forEach(line -> text.append(mask.mask(line)).append('\n'));
    covered.forEach(object -> text.append(GoYaml.write(object)));
    return text.toString().stripTrailing();
  }

  private @Nullable Object covered(@Nullable Object data, boolean inSecrets) {
    if (data instanceof Map<?, ?> map) {
      return object(map, inSecrets);
    }
    if (data instanceof List<?> list) {
      List<@Nullable Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(covered(element, inSecrets)));
      return elements;
    }
    if (data instanceof String text) {
      return mask.mask(text);
    }
    // A number that is a secret as a whole; part of one says nothing.
    return data != null && mask.mask(printed(data)).equals(SecretMask.MASK)
        ? SecretMask.MASK
        : data;
  }

  private Map<String, @Nullable Object> object(Map<?, ?> map, boolean inSecrets) {
    String kind = String.valueOf(map.get("kind"));
    boolean isSecret = kind.equals(SECRET) || inSecrets;
    Map<String, @Nullable Object> covered = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          boolean hidden = isSecret && (name.equals("data") || name.equals("stringData"));
          boolean secrets = name.equals("items") && kind.equals("SecretList");
          covered.put(mask.mask(name), hidden ? hidden(value) : covered(value, secrets));
        });
    return covered;
  }

  /** Which keys there are is no secret. */
  private static @Nullable Object hidden(@Nullable Object content) {
    if (!(content instanceof Map<?, ?> map)) {
      return content == null ? null : SecretMask.MASK;
    }
    Map<String, @Nullable Object> hidden = new LinkedHashMap<>();
    map.forEach((key, value) -> hidden.put(String.valueOf(key), SecretMask.MASK));
    return hidden;
  }

  private static String printed(Object scalar) {
    return scalar instanceof Double number && number == Math.rint(number)
        ? Long.toString(number.longValue())
        : String.valueOf(scalar);
  }
}
