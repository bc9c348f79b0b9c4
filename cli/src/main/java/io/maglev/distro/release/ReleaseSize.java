package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what makes a release record large, for the message that refuses it. */
final class ReleaseSize {
  private static final int NAMED = 5;
  private static final Pattern SOURCE = Pattern.compile("(?m)^# Source: (\\S.*)$");

  private final Release release;

  ReleaseSize(Release release) {
    this.release = release;
  }

  DistroException refusal(int size) {
    return new DistroException(
        ErrorCode.DEPLOY_FAILED,
        "cannot store release '%s' revision %d: the record is %d bytes, limit %d"
            .formatted(release.name(), release.revision(), size, ReleaseCodec.LIMIT),
        largest(),
        Optional.of(
            "keep files that templates do not read out of the chart with .helmignore, or split the"
                + " chart"),
        null);
  }

  private List<SourceLocation> largest() {
    List<Document> documents = new ArrayList<>();
    addFiles(documents, "templates");
    addFiles(documents, "files");
    addManifests(documents);
    for (ReleaseHook hook : release.hooks()) {
      documents.add(new Document("hook " + hook.hook().path(), bytes(hook.hook().manifest())));
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

  private void addManifests(List<Document> documents) {
    for (String document : release.manifest().split("(?m)^---$", -1)) {
      Matcher source = SOURCE.matcher(document);
      if (source.find()) {
        documents.add(new Document("rendered " + source.group(1), bytes(document)));
      }
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
