package io.maglev.distro.compose.parameter;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.SecretMask;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A value for every declared parameter, checked. Immutable. */
public final class ParameterValues {
  private final Map<String, Object> values;
  private final Set<String> secrets;
  private final SecretMask mask;

  ParameterValues(Map<String, Object> values, Set<String> secrets) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.secrets = Set.copyOf(secrets);
    this.mask =
        SecretMask.of(
            values.entrySet().stream()
                .filter(entry -> secrets.contains(entry.getKey()))
                .map(entry -> ParameterSchema.printed(entry.getValue()))
                .toList());
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
    return mask.mask(text);
  }

  /**
   * The failure without any secret in its texts: a chart may put whatever it was given into its
   * error. Without secrets it is the failure itself.
   */
  public DistroException mask(DistroException failure) {
    return mask.mask(failure);
  }

  @Override
  public String toString() {
    Map<String, Object> shown = new LinkedHashMap<>(values);
    shown.replaceAll((name, value) -> secrets.contains(name) ? SecretMask.MASK : value);
    return shown.toString();
  }
}
