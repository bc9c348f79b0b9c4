package io.maglev.distro.compose.parameter;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value for every declared parameter, checked. Immutable. */
public final class ParameterValues {
  private static final String MASK = "***";

  private final Map<String, Object> values;
  private final Set<String> secrets;
  private final List<String> hidden;

  ParameterValues(Map<String, Object> values, Set<String> secrets) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.secrets = Set.copyOf(secrets);
    this.hidden =
        values.entrySet().stream()
            .filter(entry -> secrets.contains(entry.getKey()))
            .map(entry -> ParameterSchema.printed(entry.getValue()))
            .filter(text -> !text.isEmpty())
            .flatMap(text -> List.of(text, base64(text)).stream())
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
  }

  /** Every parameter's value, secrets included: String, Long, Double or Boolean. */
  public Map<String, Object> values() {
    return values;
  }

  /** Names of those that must never be printed. */
  public Set<String> secrets() {
    return secrets;
  }

  /** The text without any secret, plain or in base64 as Kubernetes shows it. */
  public String mask(String text) {
    String masked = text;
    for (String secret : hidden) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  /**
   * The failure without any secret in its texts: a chart may put whatever it was given into its
   * error. Without secrets it is the failure itself.
   */
  public DistroException mask(DistroException failure) {
    if (hidden.isEmpty()) {
      return failure;
    }
    List<SourceLocation> where =
        failure.where().stream()
            .map(at -> new SourceLocation(at.file(), at.line(), at.column(), mask(at.detail())))
            .toList();
    String message = mask(String.valueOf(failure.getMessage()));
    Optional<String> hint = failure.hint().map(this::mask);
    return new DistroException(failure.code(), message, where, hint, null);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    Map<String, Object> shown = new LinkedHashMap<>(values);
    shown.replaceAll((name, value) -> secrets.contains(name) ? MASK : value);
    return shown.toString();
  }
}
