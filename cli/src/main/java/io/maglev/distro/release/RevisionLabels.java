package io.maglev.distro.release;

/** Labels and annotations of distro revisions' Secrets; none that Helm would look for. */
final class RevisionLabels {
  private static final String PREFIX = "distro.maglev.io/";

  static final String DISTRO = PREFIX + "name";
  static final String REVISION = PREFIX + "revision";
  static final String STATUS = PREFIX + "status";

  /** {@link #HEAD} or {@link #PART}. */
  static final String RECORD = PREFIX + "record";

  static final String HEAD = "revision";
  static final String PART = "revision-part";

  /** Annotations: versions may hold a plus sign and releases are many. */
  static final String VERSION = PREFIX + "version";

  static final String EPOCH = PREFIX + "epoch";
  static final String UPDATED = PREFIX + "updated";
  static final String RELEASES = PREFIX + "releases";

  static final String HEAD_TYPE = PREFIX + "revision.v1";
  static final String PART_TYPE = PREFIX + "revision-part.v1";

  private RevisionLabels() {}
}
