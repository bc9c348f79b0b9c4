package io.maglev.distro.version;

import org.jspecify.annotations.Nullable;

/**
 * One operator and its version, e.g. {@code >=1.2.x}. Immutable.
 *
 * @param operator as written, empty if none
 * @param original the version as written, wildcards included
 * @param version with zeros in place of wildcards and missing segments
 * @param open which segment is the first that is a wildcard or missing
 */
record Comparison(String operator, String original, SemanticVersion version, Open open) {
  /** The first open segment of a version in a constraint. */
  enum Open {
    NONE,
    PATCH,
    MINOR,
    MAJOR
  }

  static Comparison of(String operator, VersionScanner.Parts parts) {
    String pre = parts.prerelease().isEmpty() ? "" : "-" + parts.prerelease();
    String text;
    Open open;
    if (isOpen(parts.major())) {
      open = Open.MAJOR;
      text = "0.0.0" + pre;
    } else if (isOpen(parts.minor())) {
      open = Open.MINOR;
      text = parts.major() + ".0.0" + pre;
    } else if (isOpen(parts.patch())) {
      open = Open.PATCH;
      text = parts.major() + "." + parts.minor() + ".0" + pre;
    } else {
      open = Open.NONE;
      text = parts.text();
    }
    return new Comparison(operator, parts.text(), SemanticVersion.parse(text), open);
  }

  private static boolean isOpen(String segment) {
    return segment.isEmpty() || segment.equals("x") || segment.equals("X") || segment.equals("*");
  }

  /**
   * Why the candidate does not satisfy this, in the words of the Go library; null if it does.
   *
   * @param includePrereleases whether the group this belongs to names a pre-release
   */
  @Nullable String objection(SemanticVersion candidate, boolean includePrereleases) {
    if (candidate.isPrerelease() && !includePrereleases) {
      return VersionConstraint.onlyReleases(candidate);
    }
    return switch (operator) {
      case "", "=" -> open == Open.NONE ? equal(candidate) : tilde(candidate);
      case "!=" -> notEqual(candidate);
      case ">" -> greater(candidate);
      case "<" -> unless(candidate.compareTo(version) < 0, candidate, "greater than or equal to");
      case ">=", "=>" -> unless(candidate.compareTo(version) >= 0, candidate, "less than");
      case "<=", "=<" -> lessOrEqual(candidate);
      case "~", "~>" -> tilde(candidate);
      case "^" -> caret(candidate);
      default -> throw new IllegalStateException("unknown operator " + operator);
    };
  }

  private @Nullable String equal(SemanticVersion candidate) {
    return candidate.compareTo(version) == 0 ? null : objection(candidate, "is not equal to");
  }

  private @Nullable String notEqual(SemanticVersion candidate) {
    boolean differs;
    if (open == Open.NONE) {
      differs = candidate.compareTo(version) != 0;
    } else if (version.major() != candidate.major()) {
      differs = true;
    } else if (open == Open.MINOR) {
      differs = false;
    } else if (version.minor() != candidate.minor()) {
      differs = true;
    } else if (open == Open.PATCH) {
      differs =
          SemanticVersion.comparePrerelease(candidate.prerelease(), version.prerelease()) != 0;
    } else {
      // "!=*" compares with 0.0.0
      differs = version.patch() != candidate.patch() || candidate.compareTo(version) != 0;
    }
    return unless(differs, candidate, "equal to");
  }

  private @Nullable String greater(SemanticVersion candidate) {
    boolean holds;
    int major = Long.compareUnsigned(candidate.major(), version.major());
    if (open == Open.NONE || (open == Open.MAJOR && major == 0)) {
      holds = candidate.compareTo(version) > 0;
    } else if (major != 0) {
      holds = major > 0;
    } else {
      // 11.1.0 is not greater than 11, nor 11.1.1 than 11.1
      holds = open == Open.PATCH && Long.compareUnsigned(candidate.minor(), version.minor()) > 0;
    }
    return unless(holds, candidate, "less than or equal to");
  }

  private @Nullable String lessOrEqual(SemanticVersion candidate) {
    boolean holds;
    if (open == Open.NONE) {
      holds = candidate.compareTo(version) <= 0;
    } else {
      int major = Long.compareUnsigned(candidate.major(), version.major());
      boolean minorExceeds =
          Long.compareUnsigned(candidate.minor(), version.minor()) > 0 && open != Open.MINOR;
      holds = major < 0 || (major == 0 && !minorExceeds);
    }
    return unless(holds, candidate, "greater than");
  }

  private @Nullable String tilde(SemanticVersion candidate) {
    if (candidate.compareTo(version) < 0) {
      return objection(candidate, "is less than");
    }
    boolean zero = version.major() == 0 && version.minor() == 0 && version.patch() == 0;
    if (zero && open != Open.MINOR && open != Open.PATCH) {
      return null;
    }
    if (candidate.major() != version.major()) {
      return objection(candidate, "does not have same major version as");
    }
    if (candidate.minor() != version.minor() && open != Open.MINOR) {
      return objection(candidate, "does not have same major and minor version as");
    }
    return null;
  }

  private @Nullable String caret(SemanticVersion candidate) {
    if (candidate.compareTo(version) < 0) {
      return objection(candidate, "is less than");
    }
    boolean sameMajor = candidate.major() == version.major();
    if (version.major() != 0 || open == Open.MINOR || !sameMajor) {
      return sameMajor ? null : objection(candidate, "does not have same major version as");
    }
    boolean sameMinor = candidate.minor() == version.minor();
    if (version.minor() != 0 || open == Open.PATCH) {
      return sameMinor
          ? null
          : objection(candidate, "does not have same minor version as")
              + ". Expected minor versions to match when constraint major version is 0";
    }
    if (!sameMinor) {
      return objection(candidate, "does not have same minor version as");
    }
    return candidate.patch() == version.patch()
        ? null
        : objection(candidate, "does not equal")
            + ". Expect version and constraint to equal when major and minor versions are 0";
  }

  private @Nullable String unless(boolean holds, SemanticVersion candidate, String relation) {
    return holds ? null : objection(candidate, "is " + relation);
  }

  private String objection(SemanticVersion candidate, String relation) {
    return '"' + candidate.toString() + "\" " + relation + " \"" + original + '"';
  }

  @Override
  public String toString() {
    return operator + original;
  }
}
