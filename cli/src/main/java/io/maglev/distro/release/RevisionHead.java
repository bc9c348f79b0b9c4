package io.maglev.distro.release;

import io.maglev.distro.model.Digest;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.GoJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Secret of a distro revision that changes with every step: state, journal and timings, and the
 * digests of the content's pieces. Small, so that noting a step is one small write. Immutable.
 *
 * @param revision with an empty content when read
 * @param pieces digests of the content's pieces, in order
 */
record RevisionHead(DistroRevision revision, List<Digest> pieces) {
  private static final String DATA = "revision";
  private static final int FORMAT = 1;
  private static final RevisionContent NONE =
      new RevisionContent(Map.of(), java.util.Set.of(), List.of(), List.of());

  static RevisionHead read(KubeObject secret, RevisionKey key) {
    byte[] packed = SecretRecord.data(secret, DATA);
    String json = new String(Gzip.unpack(packed), StandardCharsets.UTF_8);
    if (!(GoJson.readWhole(json) instanceof Map<?, ?> map)) {
      throw RecordException.unreadable("it is no JSON object", null);
    }
    RecordFields fields = new RecordFields(map);
    if (fields.number("format") != FORMAT) {
      throw RecordException.unreadable("a newer distro wrote it; update distro to read it", null);
    }
    List<Digest> pieces = fields.texts("pieces").stream().map(Digest::parse).toList();
    if (pieces.size() > RevisionBody.MOST_PIECES) {
      throw RecordException.unreadable(
          "it has %d pieces, limit %d".formatted(pieces.size(), RevisionBody.MOST_PIECES), null);
    }
    return new RevisionHead(revision(fields, key), pieces);
  }

  Map<String, byte[]> data() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("format", (long) FORMAT);
    json.put("version", revision.version());
    json.put("bundle", revision.bundle().toString());
    json.put("status", revision.status().text());
    json.put("description", revision.description());
    json.put("createdAt", revision.createdAt().toString());
    json.put("pieces", pieces.stream().map(Digest::toString).toList());
    json.put("journal", revision.journal().stream().map(RevisionHead::step).toList());
    Map<String, String> timings = new LinkedHashMap<>();
    revision.timings().forEach((step, took) -> timings.put(step, took.toString()));
    json.put("timings", timings);
    revision.rolledBackTo().ifPresent(target -> json.put("rolledBackTo", (long) target));
    return Map.of(DATA, Gzip.pack(GoJson.write(json).getBytes(StandardCharsets.UTF_8)));
  }

  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(RevisionLabels.DISTRO, revision.key().distro());
    labels.put(RevisionLabels.REVISION, Integer.toString(revision.key().revision()));
    labels.put(RevisionLabels.STATUS, revision.status().text());
    labels.put(RevisionLabels.RECORD, RevisionLabels.HEAD);
    return labels;
  }

  Map<String, String> annotations(long epoch, Instant now) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(RevisionLabels.VERSION, revision.version());
    annotations.put(RevisionLabels.EPOCH, Long.toString(epoch));
    annotations.put(RevisionLabels.UPDATED, now.toString());
    annotations.put(
        RevisionLabels.RELEASES,
        revision.content().components().stream()
            .map(RevisionComponent::release)
            .map(key -> key.namespace() + "/" + key.name() + "/" + key.revision())
            .collect(Collectors.joining(",")));
    return annotations;
  }

  private static DistroRevision revision(RecordFields fields, RevisionKey key) {
    String status = fields.text("status");
    Map<String, Duration> timings = new LinkedHashMap<>();
    fields
        .map("timings")
        .forEach((step, took) -> timings.put(step, RevisionJson.duration(String.valueOf(took))));
    return new DistroRevision(
        key,
        fields.text("version"),
        Digest.parse(fields.text("bundle")),
        DistroStatus.of(status)
            .orElseThrow(() -> RecordException.unreadable("unknown status '" + status + "'", null)),
        fields.text("description"),
        instant(fields.text("createdAt")),
        NONE,
        journal(fields.list("journal")),
        timings,
        Optional.of(fields.number("rolledBackTo")).filter(target -> target > 0));
  }

  private static List<JournalStep> journal(List<RecordFields> lines) {
    List<JournalStep> journal = new ArrayList<>();
    for (RecordFields line : lines) {
      journal.add(
          new JournalStep(
              line.text("step"),
              JournalStep.State.of(line.text("state")),
              instant(line.text("at")),
              line.text("detail")));
    }
    return List.copyOf(journal);
  }

  private static Map<String, Object> step(JournalStep step) {
    return Map.of(
        "step", step.step(),
        "state", step.state().text(),
        "at", step.at().toString(),
        "detail", step.detail());
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw RecordException.unreadable("'" + text + "' is no time", e);
    }
  }
}
