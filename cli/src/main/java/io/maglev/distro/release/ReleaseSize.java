package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what makes a release record large, for the message that refuses it. */
final class ReleaseSize {
  private static final int NAMED = 5;
  private static final Pattern SOURCE = Pattern.compile("(?m)^# Source: (\\S.*)$");

  private final Release release;

  ReleaseSize(Release release) {
    this.release = release;
  }

  /**
   * The refusal.
   *
   * @param size of the record's text
   * @param limit that it exceeds
   */
  DistroException refusal(int size, int limit) {
    return new DistroException(
        ErrorCode.DEPLOY_FAILED,
        "cannot store release '%s' revision %d: the record is %d bytes, limit %d"
            .formatted(release.name(), release.revision(), size, limit),
        largest(),
        Optional.of("make several charts of it, or take the largest out of its manifest"),
        null);
  }

  private List<SourceLocation> largest() {
    List<Document> documents = new ArrayList<>();
    addFiles(documents, "templates");
    addFiles(documents, "files");
    addValues(documents, "the chart's values", release.chart().get("values"));
    addValues(documents, "the given values", release.config());
    for (String document : release.manifest().split("(?m)^---$", -1)) {
      if (!document.isBlank()) {
        documents.add(new Document(name(document), bytes(document)));
      }
    }
    for (ReleaseHook hook : release.hooks()) {
      String manifest = hook.hook().manifest();
      String name = "hook " + hook.hook().kind() + " '" + hook.hook().name() + "'";
      documents.add(new Document(name, bytes(manifest)));
    }
    return documents.stream()
        .sorted(Comparator.comparingLong(Document::size).reversed())
        .limit(NAMED)
        .map(Document::location)
        .toList();
  }

  private void addFiles(List<Document> documents, String list) {
    if (!(release.chart().get(list) instanceof Iterable<?> files)) {
      return;
    }
    for (Object file : files) {
      if (file instanceof Map<?, ?> map && map.get("data") instanceof String data) {
        documents.add(new Document("chart file " + map.get("name"), data.length() * 3L / 4));
      }
    }
  }

  private static void addValues(List<Document> documents, String name, @Nullable Object values) {
    if (values instanceof Map<?, ?> map && !map.isEmpty()) {
      documents.add(new Document(name, bytes(GoJson.write(map))));
    }
  }

  /** What the document declares and where it is from, as far as it says so. */
  private static String name(String document) {
    Matcher source = SOURCE.matcher(document);
    String from = source.find() ? " (" + source.group(1) + ")" : "";
    return declared(document) + from;
  }

  private static String declared(String document) {
    try {
      return YamlReader.readObjects(document, "manifest").stream()
          .map(KubeObject::new)
          .map(object -> object.kind() + " '" + object.name() + "'")
          .findFirst()
          .orElse("nothing");
    } catch (DistroException e) {
      return "a document"; // its size is what matters here
    }
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private record Document(String name, long size) {
    SourceLocation location() {
      return SourceLocation.ofFile(name, size + " bytes before compression");
    }
  }
}
