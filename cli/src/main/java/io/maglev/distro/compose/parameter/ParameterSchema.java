package io.maglev.distro.compose.parameter;

import com.google.re2j.Pattern;
import io.maglev.distro.model.ParameterQuestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One declared parameter: its type and what its value must be. Immutable.
 *
 * @param json the JSON Schema it was declared by
 * @param byDefault a String, Long, Double or Boolean; empty: it must be given
 * @param choices the values allowed, empty for any
 * @param pattern what some part of a text must match, in RE2's syntax, so that no manifest can make
 *     matching slow
 * @param secret never to be printed
 */
public record ParameterSchema(
    String name,
    ParameterType type,
    Map<String, @Nullable Object> json,
    Optional<Object> byDefault,
    List<Object> choices,
    Optional<Pattern> pattern,
    Range length,
    Range range,
    boolean secret) {

  /** Names a parameter may have: fit for tags, flags and environment variables. */
  public static final java.util.regex.Pattern NAME =
      java.util.regex.Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

  /** Counts or numbers from, if any, to, if any. */
  public record Range(Optional<Double> least, Optional<Double> most) {
    static final Range ANY = new Range(Optional.empty(), Optional.empty());
  }

  public ParameterSchema {
    json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
    choices = List.copyOf(choices);
  }

  /** The environment variable that gives it: {@code DISTRO_PARAM_STORAGE_CLASS}. */
  public String variable() {
    return ParameterQuestion.variable(name);
  }

  /** What the text of a flag, a file or the environment stands for, or what is wrong with it. */
  Reading read(String text) {
    return check(type.ofText(text), secret ? "" : " '" + text + "'");
  }

  /** As {@link #read(String)}, for a value of YAML or JSON. */
  Reading readValue(@Nullable Object value) {
    Optional<Object> typed = value == null ? Optional.empty() : type.ofValue(value);
    boolean shown = !secret && !(value instanceof Map) && !(value instanceof List);
    return check(typed, shown ? " '" + printed(value) + "'" : "");
  }

  /** How a person is asked for it. */
  ParameterQuestion question() {
    return new ParameterQuestion(
        name,
        json.get("description") instanceof String text ? text : "",
        type.text(),
        choices.stream().map(ParameterSchema::printed).toList(),
        rules(),
        secret,
        answer -> read(answer).problem());
  }

  private List<String> rules() {
    List<String> rules = new ArrayList<>();
    length.least().ifPresent(least -> rules.add("at least " + printed(least) + " characters"));
    length.most().ifPresent(most -> rules.add("at most " + printed(most) + " characters"));
    pattern.ifPresent(wanted -> rules.add("pattern " + wanted.pattern()));
    range.least().ifPresent(least -> rules.add("at least " + printed(least)));
    range.most().ifPresent(most -> rules.add("at most " + printed(most)));
    return rules;
  }

  private Reading check(Optional<Object> typed, String shown) {
    if (typed.isEmpty()) {
      String article = type == ParameterType.INTEGER ? "an " : "a ";
      return new Reading(
          typed,
          Optional.of("expected " + article + type.text() + ", found another value" + shown));
    }
    List<String> broken = objections(typed.get());
    return new Reading(
        typed,
        broken.isEmpty()
            ? Optional.empty()
            : Optional.of("the value" + shown + " " + String.join(" and ", broken)));
  }

  private List<String> objections(Object value) {
    List<String> broken = new ArrayList<>();
    if (!choices.isEmpty() && !choices.contains(value)) {
      broken.add(
          "is none of "
              + choices.stream().map(ParameterSchema::printed).collect(Collectors.joining(", ")));
    }
    if (value instanceof String text) {
      int characters = text.codePointCount(0, text.length());
      length
          .least()
          .filter(least -> characters < least)
          .ifPresent(least -> broken.add("is shorter than " + printed(least) + " characters"));
      length
          .most()
          .filter(most -> characters > most)
          .ifPresent(most -> broken.add("is longer than " + printed(most) + " characters"));
      pattern
          .filter(wanted -> !wanted.matcher(text).find())
          .ifPresent(wanted -> broken.add("does not match the pattern " + wanted.pattern()));
    }
    if (value instanceof Number number) {
      range
          .least()
          .filter(least -> number.doubleValue() < least)
          .ifPresent(least -> broken.add("is less than " + printed(least)));
      range
          .most()
          .filter(most -> number.doubleValue() > most)
          .ifPresent(most -> broken.add("is more than " + printed(most)));
    }
    return broken;
  }

  /** A value as people write it: whole numbers without a fraction. */
  static String printed(@Nullable Object value) {
    if (value instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) < 9_007_199_254_740_992.0) {
      return Long.toString(number.longValue());
    }
    return String.valueOf(value);
  }

  /**
   * A value that was read.
   *
   * @param problem what is wrong with it; never shows the value of a secret
   */
  record Reading(Optional<Object> value, Optional<String> problem) {}
}
