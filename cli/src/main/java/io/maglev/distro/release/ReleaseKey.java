package io.maglev.distro.release;

/**
 * Which release revision is meant.
 *
 * @param revision from 1
 */
public record ReleaseKey(String namespace, String name, int revision) {

  /** The name of the Secret that Helm keeps it in ({@code makeKey} of its storage). */
  public String secretName() {
    return "sh.helm.release.v1." + name + ".v" + revision;
  }

  /** {@code name.v3}, for messages. */
  @Override
  public String toString() {
    return name + ".v" + revision;
  }
}
