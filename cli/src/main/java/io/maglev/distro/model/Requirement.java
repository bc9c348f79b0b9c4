package io.maglev.distro.model;

/**
 * A resolved need of a component: in a manifest {@code "database >=14"}.
 *
 * @param capability what is needed
 * @param range a Masterminds constraint, {@code *} where any version will do
 * @param provider the component, or what is provided from outside, that meets it
 */
public record Requirement(String capability, String range, String provider) {
  @Override
  public String toString() {
    return range.equals("*") ? capability : capability + " " + range;
  }
}
