package io.maglev.distro.kube;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One or several kubeconfig files as one, merged as client-go does: the first file to name a
 * cluster, user or context, or the current context, wins. Immutable.
 */
final class Kubeconfig {
  private static final long MOST_BYTES = 16L << 20;

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private String currentContext = "";

  private Kubeconfig() {}

  /**
   * A cluster, user or context.
   *
   * @param file where it stands; relative paths in it start there
   */
  record Entry(KubeObject content, Path file) {

    /** The text under the key, empty if it is missing or empty. */
    Optional<String> text(String... path) {
      return content.string(path).filter(text -> !text.isEmpty());
    }

    /** As {@link #text}, as a path that is relative to the file. */
    Optional<Path> path(String key) {
      return text(key).map(name -> file.toAbsolutePath().resolveSibling(name));
    }

    boolean isTrue(String key) {
      return content.at(key).filter(Boolean.TRUE::equals).isPresent();
    }
  }

  /**
   * @throws DistroException if a file cannot be read or is no YAML map
   */
  static Kubeconfig read(List<Path> files) {
    Kubeconfig merged = new Kubeconfig();
    files.forEach(merged::add);
    return merged;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  String currentContext() {
    return currentContext;
  }

  Optional<Entry> context(String name) {
    return entry("contexts", name);
  }

  Optional<Entry> cluster(String name) {
    return entry("clusters", name);
  }

  Optional<Entry> user(String name) {
    return entry("users", name);
  }

  /** The names of all contexts, for messages. */
  List<String> contextNames() {
    String prefix = "contexts/";
    return entries.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .sorted()
        .toList();
  }

  private Optional<Entry> entry(String section, String name) {
    return Optional.ofNullable(entries.get(section + "/" + name));
  }

  private void add(Path file) {
    KubeObject content = new KubeObject(YamlReader.readMap(text(file), file.toString()));
    if (currentContext.isEmpty()) {
      currentContext = content.string("current-context").orElse("");
    }
    addAll(content, "clusters", "cluster", file);
    addAll(content, "users", "user", file);
    addAll(content, "contexts", "context", file);
  }

  @SuppressWarnings("unchecked") // YAML maps have string keys only
  private void addAll(KubeObject content, String section, String key, Path file) {
    for (Map<String, @Nullable Object> item : content.maps(section)) {
      Map<String, @Nullable Object> value =
          item.get(key) instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
      if (item.get("name") instanceof String name) {
        entries.putIfAbsent(section + "/" + name, new Entry(new KubeObject(value), file));
      }
    }
  }

  private static String text(Path file) {
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw DistroException.of(
            ErrorCode.IO,
            "cannot read kubeconfig '" + file + "': it is " + size + " bytes, limit " + MOST_BYTES);
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      String reason =
          e instanceof NoSuchFileException
              ? "there is no such file"
              : String.valueOf(e.getMessage());
      throw new DistroException(
          ErrorCode.IO,
          "cannot read kubeconfig '" + file + "': " + reason,
          List.of(),
          Optional.of("check --kubeconfig and KUBECONFIG"),
          e);
    }
  }
}
