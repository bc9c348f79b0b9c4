package io.maglev.distro.cli.output;

/** How results are printed: for people, or as data for scripts. */
public enum OutputFormat {
  TABLE,
  JSON,
  YAML
}
