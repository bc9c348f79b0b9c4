package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A Go {@code time.Time} with those of its methods that give numbers, texts and other times.
 *
 * @param local the zone that Go calls Local
 */
record GoTime(Instant instant, GoZone zone, GoZone local) implements GoObject {
  private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");
  private static final String DEFAULT_LAYOUT = "2006-01-02 15:04:05.999999999 -0700 MST";

  /** Go's zero time. */
  static GoTime zero(GoZone local) {
    return new GoTime(ZERO, GoZone.UTC, local);
  }

  GoTime in(GoZone other) {
    return new GoTime(instant, other, local);
  }

  ZonedDateTime fields() {
    return instant.atZone(zone.id());
  }

  String zoneName() {
    return zone.abbreviation(instant);
  }

  @Override
  public String goTypeName() {
    return "time.Time";
  }

  /** {@code time.Time.MarshalJSON}: RFC 3339 with nanoseconds. */
  @Override
  public Object jsonForm() {
    return GoTimeFormat.format(this, "2006-01-02T15:04:05.999999999Z07:00");
  }

  @Override
  public Optional<TemplateFunction> method(String name) {
    TemplateFunction method = field(name, fields());
    if (method == null) {
      method = epoch(name);
    }
    return Optional.ofNullable(method == null ? derived(name) : method);
  }

  private static @Nullable TemplateFunction field(String name, ZonedDateTime time) {
    return switch (name) {
      case "Year" -> integer(name, time.getYear());
      case "Day" -> integer(name, time.getDayOfMonth());
      case "Hour" -> integer(name, time.getHour());
      case "Minute" -> integer(name, time.getMinute());
      case "Second" -> integer(name, time.getSecond());
      case "Nanosecond" -> integer(name, time.getNano());
      case "YearDay" -> integer(name, time.getDayOfYear());
      case "Month" ->
          getter(
              name,
              new NamedNumber(
                  "time.Month",
                  time.getMonthValue(),
                  time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
      case "Weekday" ->
          getter(
              name,
              new NamedNumber(
                  "time.Weekday",
                  time.getDayOfWeek().getValue() % 7,
                  time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
      default -> null;
    };
  }

  private @Nullable TemplateFunction epoch(String name) {
    return switch (name) {
      case "Unix" -> getter(name, instant.getEpochSecond());
      case "UnixMilli" -> getter(name, instant.toEpochMilli());
      case "UnixMicro" ->
          getter(name, instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
      case "UnixNano" -> getter(name, instant.getEpochSecond() * 1_000_000_000 + instant.getNano());
      case "IsZero" -> getter(name, instant.equals(ZERO));
      case "String" -> getter(name, toString());
      default -> null;
    };
  }

  private @Nullable TemplateFunction derived(String name) {
    return switch (name) {
      case "UTC" -> getter(name, in(GoZone.UTC));
      case "Local" -> getter(name, in(local));
      case "Format" ->
          TemplateFunction.of(
              name,
              List.of(GoType.STRING),
              GoType.STRING,
              a -> GoTimeFormat.format(this, a.string(0)));
      case "AddDate" ->
          TemplateFunction.of(
              name,
              List.of(GoType.INT, GoType.INT, GoType.INT),
              GoType.OBJECT,
              a -> addDate(a.integer(0), a.integer(1), a.integer(2)));
      case "After" -> comparison(name, Instant::isAfter);
      case "Before" -> comparison(name, Instant::isBefore);
      case "Equal" -> comparison(name, Instant::equals);
      default -> null;
    };
  }

  private static TemplateFunction integer(String name, int value) {
    return getter(name, new GoInt(value));
  }

  private static TemplateFunction getter(String name, Object value) {
    return TemplateFunction.of(name, List.of(), GoType.ANY, arguments -> value);
  }

  private TemplateFunction comparison(String name, BiPredicate<Instant, Instant> test) {
    return TemplateFunction.of(
        name, List.of(GoType.OBJECT), GoType.BOOL, a -> test.test(instant, of(a.any(0)).instant));
  }

  /**
   * The argument of a function that takes a {@code time.Time}.
   *
   * @throws FunctionException if it is something else
   */
  static GoTime of(@Nullable Object value) {
    if (value instanceof GoTime time) {
      return time;
    }
    throw new FunctionException(
        "wrong type for value; expected time.Time; got " + GoKind.typeNameOf(value));
  }

  /** Days beyond the end of a month run into the next one, as in Go. */
  private GoTime addDate(long years, long months, long days) {
    ZonedDateTime time = fields();
    ZonedDateTime first = time.withDayOfMonth(1).plusYears(years).plusMonths(months);
    ZonedDateTime moved = first.plusDays(time.getDayOfMonth() - 1L + days);
    return new GoTime(moved.toInstant(), zone, local);
  }

  @Override
  public String toString() {
    return GoTimeFormat.format(this, DEFAULT_LAYOUT);
  }

  /** A Go integer type whose values have names. */
  record NamedNumber(String goTypeName, int value, String name) implements GoObject {
    @Override
    public Object jsonForm() {
      return (long) value;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
