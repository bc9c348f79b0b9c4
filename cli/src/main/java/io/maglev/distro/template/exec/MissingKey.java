package io.maglev.distro.template.exec;

/** What a field that a map has no entry for evaluates to: Go's option {@code missingkey}. */
public enum MissingKey {
  /** No value; the fields of it are no values either. */
  DEFAULT,
  /** The zero value of the map's element type, which is nil for interface {}. Helm's choice. */
  ZERO,
  /** An error. Helm's strict mode. */
  ERROR
}
