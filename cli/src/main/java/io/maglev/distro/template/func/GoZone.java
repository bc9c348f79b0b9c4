package io.maglev.distro.template.func;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;

/**
 * A Go {@code time.Location}.
 *
 * @param fixedName the name of a zone that has but one offset; empty for those of the database
 */
record GoZone(ZoneId id, String fixedName) {
  static final GoZone UTC = new GoZone(ZoneOffset.UTC, "UTC");

  /** The abbreviations that the database has; where it has none, Go prints the offset. */
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          ("UTC GMT BST IST WET WEST CET CEST EET EEST MSK IDT EST EDT CST CDT MST MDT PST PDT AKST"
                  + " AKDT HST HDT NST NDT AST ADT SST JST KST HKT PKT WIB WITA WIT SAST EAT CAT"
                  + " WAT AEST AEDT ACST ACDT AWST NZST NZDT")
              .split(" "));

  static GoZone of(ZoneId id) {
    return id.normalized().equals(ZoneOffset.UTC) ? UTC : new GoZone(id, "");
  }

  /** {@code time.FixedZone}. */
  static GoZone fixed(String name, int offset) {
    return new GoZone(ZoneOffset.ofTotalSeconds(offset), name);
  }

  /** {@code time.LoadLocation} but for Local; empty for an unknown name. */
  static Optional<GoZone> load(String name) {
    if (name.isEmpty() || name.equals("UTC")) {
      return Optional.of(UTC);
    }
    boolean offset = name.startsWith("+") || name.startsWith("-") || name.equals("Z");
    if (offset || name.matches("(UTC|GMT|UT)[+-].*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new GoZone(ZoneId.of(name), ""));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  int offset(Instant when) {
    return id.getRules().getOffset(when).getTotalSeconds();
  }

  /** As the layout element {@code MST} prints it. */
  String abbreviation(Instant when) {
    if (!fixedName.isEmpty()) {
      return fixedName;
    }
    if (id instanceof ZoneOffset) {
      return numeric(offset(when), true);
    }
    List<ZoneOffsetTransition> transitions = id.getRules().getTransitions();
    if (!transitions.isEmpty() && when.isBefore(transitions.get(0).getInstant())) {
      return "LMT";
    }
    String name =
        TimeZone.getTimeZone(id)
            .getDisplayName(id.getRules().isDaylightSavings(when), TimeZone.SHORT, Locale.ENGLISH);
    return ABBREVIATIONS.contains(name) ? name : numeric(offset(when), false);
  }

  private static String numeric(int seconds, boolean always) {
    int minutes = Math.abs(seconds) / 60;
    String sign = seconds < 0 ? "-" : "+";
    String hours = String.format("%02d", minutes / 60);
    return sign + hours + (always || minutes % 60 != 0 ? String.format("%02d", minutes % 60) : "");
  }

  /** The offset that the zone's abbreviation means at that local time, if it has such a one. */
  Optional<Integer> offsetOf(String abbreviation, LocalDateTime local) {
    for (Period shift : List.of(Period.ZERO, Period.ofMonths(6), Period.ofMonths(-6))) {
      ZoneOffset offset = id.getRules().getOffset(local.plus(shift));
      Instant when = local.plus(shift).toInstant(offset);
      if (abbreviation(when).equals(abbreviation)) {
        return Optional.of(offset.getTotalSeconds());
      }
    }
    return Optional.empty();
  }
}
