package io.maglev.distro.model;

/**
 * Something a component provides to others, in a manifest {@code "database 16.4"}.
 *
 * @param version a semantic version; requirements match their ranges against it
 */
public record Capability(String name, String version) {
  @Override
  public String toString() {
    return name + " " + version;
  }
}
