package io.maglev.distro.release;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Times as Go's JSON writes them: RFC 3339 with as many of nine decimals as are needed. */
public final class RecordTime {
  private static final DateTimeFormatter RFC3339_NANO =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:MM", "Z")
          .toFormatter(java.util.Locale.ROOT);

  private RecordTime() {}

  /** Helm 3 writes an unset time as "", Helm 4 leaves it out; Go's zero time is year 1. */
  static Optional<OffsetDateTime> parse(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      return time.getYear() <= 1 ? Optional.empty() : Optional.of(time);
    } catch (DateTimeParseException e) {
      throw RecordException.unreadable("'" + text + "' is no RFC 3339 time", e);
    }
  }

  /** Helm 3's form, which Helm 4 reads too: "" for an unset time. */
  public static String format(Optional<OffsetDateTime> time) {
    return time.map(RFC3339_NANO::format).orElse("");
  }
}
