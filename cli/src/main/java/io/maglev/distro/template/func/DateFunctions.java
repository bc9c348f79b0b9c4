package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sprig's dates. Time and local zone come from the context; a date is a time or, in some functions,
 * an integer of seconds since 1970. What is neither counts as now.
 */
final class DateFunctions implements FunctionFamily {
  private final FunctionContext context;

  DateFunctions(FunctionContext context) {
    this.context = context;
  }

  @Override
  public String table() {
    return """
        now() object | {{ typeOf now }} | time.Time
        date(string, any) string | {{ toDate "2006-01-02" "2026-01-31" | date "02.01.06" }} | 31.01.26
        dateInZone(string, any, string) string | {{ dateInZone "15:04 MST" 0 "UTC" }} | 00:00 UTC
        date_in_zone(string, any, string) string | {{ date_in_zone "2006" 0 "UTC" }} | 1970
        htmlDate(any) string | {{ htmlDate 86400 }} | 1970-01-02
        htmlDateInZone(any, string) string | {{ htmlDateInZone 0 "America/New_York" }} | 1969-12-31
        dateModify(string, object) object | {{ toDate "15:04" "10:00" | dateModify "-1.5h" | date "15:04" }} | 08:30
        date_modify(string, object) object | {{ toDate "15:04" "10:00" | date_modify "1m" | date "15:04" }} | 10:01
        mustDateModify(string, object) object | {{ toDate "15:04" "10:00" | mustDateModify "1h" | date "15:04" }} | 11:00
        must_date_modify(string, object) object | {{ toDate "15:04" "10:00" | must_date_modify "1h" | date "15:04" }} | 11:00
        toDate(string, string) object | {{ (toDate "2006-01-02" "2026-01-31").Year }} | 2026
        mustToDate(string, string) object | {{ (mustToDate "2006-01-02" "2026-01-31").Month }} | January
        unixEpoch(object) string | {{ toDate "2006-01-02 MST" "1970-01-02 UTC" | unixEpoch }} | 86400
        ago(any) string | {{ now | ago }} | 0s
        duration(any) string | {{ duration "95" }} | 1m35s
        durationRound(any) string | {{ durationRound "2h10m5s" }} | 2h
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return switch (name) {
      case "now" -> now();
      case "date" -> date(a.string(0), a.any(1), local());
      case "dateInZone", "date_in_zone" -> date(a.string(0), a.any(1), zone(a.string(2)));
      case "htmlDate" -> date("2006-01-02", a.any(0), local());
      case "htmlDateInZone" -> date("2006-01-02", a.any(0), zone(a.string(1)));
      case "dateModify", "date_modify" -> modifyOrKeep(a.string(0), GoTime.of(a.any(1)));
      case "mustDateModify", "must_date_modify" -> modify(a.string(0), GoTime.of(a.any(1)));
      case "toDate" -> parseOrZero(a.string(0), a.string(1));
      case "mustToDate" -> GoTimeParser.parse(a.string(0), a.string(1), local());
      case "unixEpoch" -> Long.toString(GoTime.of(a.any(0)).instant().getEpochSecond());
      case "ago" -> ago(a.any(0));
      case "duration" -> GoDuration.format(seconds(a.any(0)) * GoDuration.SECOND);
      case "durationRound" -> GoDuration.round(nanos(a.any(0)));
      default -> throw unknown(name);
    };
  }

  private GoZone local() {
    return GoZone.of(context.clock().getZone());
  }

  private GoZone zone(String name) {
    return name.equals("Local") ? local() : GoZone.load(name).orElse(GoZone.UTC);
  }

  private GoTime now() {
    return new GoTime(context.clock().instant(), local(), local());
  }

  private String date(String layout, @Nullable Object value, GoZone zone) {
    return GoTimeFormat.format(time(value).in(zone), layout);
  }

  private GoTime time(@Nullable Object value) {
    if (value instanceof GoTime time) {
      return time;
    }
    return epochSeconds(value)
        .map(seconds -> new GoTime(Instant.ofEpochSecond(seconds), local(), local()))
        .orElseGet(this::now);
  }

  private static Optional<Long> epochSeconds(@Nullable Object value) {
    if (value instanceof Long seconds) {
      return Optional.of(seconds);
    }
    return value instanceof GoInt seconds ? Optional.of(seconds.value()) : Optional.empty();
  }

  private static GoTime modify(String duration, GoTime time) {
    long nanos = GoDuration.parse(duration);
    return new GoTime(time.instant().plusNanos(nanos), time.zone(), time.local());
  }

  private static GoTime modifyOrKeep(String duration, GoTime time) {
    try {
      return modify(duration, time);
    } catch (FunctionException e) {
      return time;
    }
  }

  private GoTime parseOrZero(String layout, String value) {
    try {
      return GoTimeParser.parse(layout, value, local());
    } catch (FunctionException e) {
      return GoTime.zero(local());
    }
  }

  private String ago(@Nullable Object value) {
    long millis = time(value).instant().until(context.clock().instant(), ChronoUnit.MILLIS);
    long seconds = (Math.abs(millis) + 500) / 1000;
    return GoDuration.format((millis < 0 ? -seconds : seconds) * GoDuration.SECOND);
  }

  private static long seconds(@Nullable Object value) {
    if (value instanceof String text) {
      return GoNumbers.parseClamped(text);
    }
    return value instanceof Long seconds ? seconds : 0;
  }

  private long nanos(@Nullable Object value) {
    if (value instanceof String text) {
      try {
        return GoDuration.parse(text);
      } catch (FunctionException e) {
        return 0;
      }
    }
    if (value instanceof GoTime time) {
      return time.instant().until(context.clock().instant(), ChronoUnit.NANOS);
    }
    return value instanceof Long nanos ? nanos : 0;
  }
}
