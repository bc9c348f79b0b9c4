package io.maglev.distro.model;

/**
 * A resolved need of a component: in a manifest {@code "database >=14"}. Immutable.
 *
 * @param capability what is needed
 * @param range a Masterminds constraint, {@code *} where any version will do
 * @param provider the component, or what is outside, that meets it
 * @param external whether it is met from outside the distro, so that nothing is to be waited for
 */
public record Requirement(String capability, String range, String provider, boolean external) {

  /** A need that a component meets. */
  public Requirement(String capability, String range, String provider) {
    this(capability, range, provider, false);
  }

  @Override
  public String toString() {
    return range.equals("*") ? capability : capability + " " + range;
  }
}
