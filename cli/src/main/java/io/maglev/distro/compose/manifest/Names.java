package io.maglev.distro.compose.manifest;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for names in a manifest, which become names of Kubernetes objects and files. */
final class Names {
  /** What Helm allows a release's name. */
  static final int RELEASE = 53;

  /** A namespace, a hook. */
  static final int LABEL = 63;

  /** Leaves room for suffixes in the names of records. */
  static final int DISTRO = 40;

  /** Leaves room for it in the version of a distro. */
  static final int PROFILE = 40;

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private Names() {}

  /** What is wrong with the text as a DNS label of at most {@code limit} characters. */
  static Optional<String> objection(String text, int limit) {
    if (!DNS_LABEL.matcher(text).matches()) {
      return Optional.of(
          "'" + text + "' is no name; use lower-case letters, digits and '-' between them");
    }
    if (text.length() > limit) {
      return Optional.of("'" + text + "' is " + text.length() + " characters, limit " + limit);
    }
    return Optional.empty();
  }
}
