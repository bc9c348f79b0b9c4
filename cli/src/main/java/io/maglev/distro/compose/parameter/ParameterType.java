package io.maglev.distro.compose.parameter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types a parameter can have. Values are String, Long, Double or Boolean. */
public enum ParameterType {
  STRING,
  INTEGER,
  NUMBER,
  BOOLEAN;

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,16}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?");

  /** Beyond this a JSON number is not exact. */
  private static final long EXACT = 1L << 53;

  /** As written in manifests. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that name, empty if there is none. */
  public static Optional<ParameterType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
  }

  /** What the text of a flag, a file or the environment stands for; empty if it is malformed. */
  Optional<Object> ofText(String text) {
    return switch (this) {
      case STRING -> Optional.of(text);
      case INTEGER ->
          WHOLE.matcher(text).matches() ? whole(Long.parseLong(text)) : Optional.empty();
      case NUMBER ->
          DECIMAL.matcher(text).matches()
              ? finite(Double.parseDouble(text))
              : Optional.<Object>empty();
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? Optional.of(Boolean.valueOf(text))
              : Optional.empty();
    };
  }

  /** The value as this type, from YAML or JSON; empty if it is of another. */
  Optional<Object> ofValue(Object value) {
    return switch (this) {
      case STRING -> value instanceof String ? Optional.of(value) : Optional.empty();
      case BOOLEAN -> value instanceof Boolean ? Optional.of(value) : Optional.empty();
      case NUMBER ->
          value instanceof Number number ? finite(number.doubleValue()) : Optional.<Object>empty();
      case INTEGER -> value instanceof Number number ? whole(number) : Optional.empty();
    };
  }

  private static Optional<Object> whole(Number number) {
    long value = number.longValue();
    boolean exact = value == number.doubleValue() && Math.abs(value) <= EXACT;
    return exact ? Optional.of(value) : Optional.empty();
  }

  private static Optional<Object> finite(double value) {
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }
}
