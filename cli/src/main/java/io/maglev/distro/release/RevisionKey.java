package io.maglev.distro.release;

/**
 * Which distro revision is meant.
 *
 * @param namespace the distro's default namespace
 * @param revision from 1
 */
public record RevisionKey(String namespace, String distro, int revision) {

  /** The name of the Secret with the record's head; its parts add to it. */
  String secretName() {
    return "sh.distro.revision.v1." + distro + ".v" + revision;
  }
}
