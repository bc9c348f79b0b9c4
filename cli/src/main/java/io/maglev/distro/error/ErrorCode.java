package io.maglev.distro.error;

/**
 * What kind of failure it is, for scripts and for {@code docs/errors.md}. How a kind maps to a
 * process exit code is decided in the {@code cli} package alone.
 */
public enum ErrorCode {
  /** The command line itself is wrong: unknown flag, missing argument, contradictory options. */
  USAGE,
  /** A file that was named cannot be read or written. */
  IO,
  /** YAML or JSON that does not parse, or breaks a limit (depth, aliases, size). */
  YAML_INVALID,
  /** A distro manifest or lock whose content is wrong. */
  MANIFEST_INVALID,
  /** A requirement that no component meets, that several meet, or that forms a cycle. */
  REQUIREMENT_UNMET,
  /** A chart directory or archive that is not a valid chart. */
  CHART_INVALID,
  /** An archive that is hostile, truncated or altered. */
  ARCHIVE_INVALID,
  /** A bundle that is truncated, altered or of an unknown format. */
  BUNDLE_INVALID,
  /** Values or parameters that break their schema or type. */
  VALUES_INVALID,
  /** A chart that does not render. */
  RENDER_FAILED,
  /** Two components that would own the same object, or an object that is somebody else's. */
  OWNERSHIP_CONFLICT,
  /** No cluster answers at the address given. */
  CLUSTER_UNREACHABLE,
  /** The cluster refuses who we are or what we ask. */
  CLUSTER_FORBIDDEN,
  /** The cluster answered with any other failure. */
  CLUSTER_FAILED,
  /** The cluster does not meet what the distro or a chart asks for (Kubernetes version, API). */
  CLUSTER_UNSUITABLE,
  /** A named release, component, distro or revision does not exist. */
  NOT_FOUND,
  /** A deployment that did not become ready, or a hook that failed. */
  DEPLOY_FAILED,
  /** As {@link #DEPLOY_FAILED}, and what the run had changed has been taken back. */
  DEPLOY_TAKEN_BACK,
  /** Somebody else is working on the same distro or release. */
  LOCKED,
  /** A signature is missing, false or not trusted. */
  UNTRUSTED,
  /** A defect of this tool. */
  INTERNAL
}
