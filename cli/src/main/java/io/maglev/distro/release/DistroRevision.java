package io.maglev.distro.release;

import io.maglev.distro.model.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One numbered record over all releases of an installed distro. Immutable.
 *
 * @param version of the distro
 * @param bundle the sha256 of the bundle's {@code index.json}
 * @param description one sentence on what became of it
 * @param journal what the run that made it did, oldest first
 * @param timings how long each step took
 * @param rolledBackTo the revision whose components this one brought back, or was to
 */
public record DistroRevision(
    RevisionKey key,
    String version,
    Digest bundle,
    DistroStatus status,
    String description,
    Instant createdAt,
    RevisionContent content,
    List<JournalStep> journal,
    Map<String, Duration> timings,
    Optional<Integer> rolledBackTo) {

  /** A revision that brings back none before it. */
  public DistroRevision(
      RevisionKey key,
      String version,
      Digest bundle,
      DistroStatus status,
      String description,
      Instant createdAt,
      RevisionContent content,
      List<JournalStep> journal,
      Map<String, Duration> timings) {
    this(
        key,
        version,
        bundle,
        status,
        description,
        createdAt,
        content,
        journal,
        timings,
        Optional.empty());
  }

  public DistroRevision withStatus(DistroStatus newStatus, String newDescription) {
    return new DistroRevision(
        key,
        version,
        bundle,
        newStatus,
        newDescription,
        createdAt,
        content,
        journal,
        timings,
        rolledBackTo);
  }

  public DistroRevision withContent(RevisionContent newContent) {
    return new DistroRevision(
        key,
        version,
        bundle,
        status,
        description,
        createdAt,
        newContent,
        journal,
        timings,
        rolledBackTo);
  }

  /** With one more line in the journal. */
  public DistroRevision withStep(JournalStep step) {
    List<JournalStep> longer = new ArrayList<>(journal);
    longer.add(step);
    return new DistroRevision(
        key,
        version,
        bundle,
        status,
        description,
        createdAt,
        content,
        List.copyOf(longer),
        timings,
        rolledBackTo);
  }

  public DistroRevision withTiming(String step, Duration took) {
    Map<String, Duration> more = new LinkedHashMap<>(timings);
    more.put(step, took);
    return new DistroRevision(
        key, version, bundle, status, description, createdAt, content, journal, more, rolledBackTo);
  }

  /** The last thing the journal says of a step. */
  public Optional<JournalStep> lastOf(String step) {
    return journal.stream().filter(line -> line.step().equals(step)).reduce((old, line) -> line);
  }

  /** How many components the run that made it brought to something new, or took away. */
  public int changedComponents() {
    return (int)
        journal.stream()
            .filter(line -> line.state() == JournalStep.State.DONE)
            .map(JournalStep::step)
            .filter(step -> step.startsWith(JournalStep.COMPONENT))
            .distinct()
            .count();
  }

  /** Names the revision only: parameters may be secret. */
  @Override
  public String toString() {
    return "DistroRevision[" + key + ", " + version + ", " + status.text() + "]";
  }
}
