package io.maglev.distro.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the comparisons that one {@code ||} group of a constraint joins by blanks or commas, and
 * rewrites hyphen ranges. Accepts exactly what the patterns of Masterminds/semver accept.
 */
final class ConstraintParser {
  private static final List<String> OPERATORS =
      List.of("!=", ">=", "=>", "<=", "=<", "~>", "=", ">", "<", "~", "^");

  private final String text;
  private int position;

  private ConstraintParser(String text) {
    this.text = text;
  }

  /** The comparisons of one group; empty if the group is malformed. */
  static Optional<List<Comparison>> parseGroup(String text) {
    return new ConstraintParser(text).group();
  }

  /** {@code 1.2 - 1.4} becomes {@code >= 1.2, <= 1.4}. */
  static String rewriteHyphenRanges(String text) {
    String result = text;
    int from = 0;
    while (from < text.length()) {
      ConstraintParser parser = new ConstraintParser(text);
      parser.position = from;
      Optional<String> range = parser.hyphenRange();
      if (range.isEmpty()) {
        from++;
        continue;
      }
      String matched = text.substring(from, parser.position);
      int at = result.indexOf(matched);
      if (at >= 0) {
        result = result.substring(0, at) + range.get() + result.substring(at + matched.length());
      }
      from = parser.position;
    }
    return result;
  }

  private Optional<List<Comparison>> group() {
    List<Term> terms = new ArrayList<>();
    skipBlanks();
    while (true) {
      String operator = operator();
      skipBlanks();
      VersionScanner.Parts parts = VersionScanner.scan(text, position, true);
      if (parts == null) {
        return Optional.empty();
      }
      terms.add(new Term(operator, parts));
      position = parts.end();
      boolean separated = skipBlanks();
      if (position == text.length()) {
        return Optional.of(terms.stream().map(this::comparison).toList());
      }
      if (text.charAt(position) == ',') {
        position++;
        skipBlanks();
      } else if (!separated) {
        return Optional.empty();
      }
    }
  }

  private Comparison comparison(Term term) {
    try {
      return Comparison.of(term.operator(), term.parts());
    } catch (InvalidVersionException e) {
      throw InvalidVersionException.ofConstraint(text, "constraint parser error");
    }
  }

  private String operator() {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, position)) {
        position += operator.length();
        return operator;
      }
    }
    return "";
  }

  private Optional<String> hyphenRange() {
    skipBlanks();
    VersionScanner.Parts low = VersionScanner.scan(text, position, true);
    if (low == null) {
      return Optional.empty();
    }
    position = low.end();
    if (!skipBlanks() || position == text.length() || text.charAt(position) != '-') {
      return Optional.empty();
    }
    position++;
    if (!skipBlanks()) {
      return Optional.empty();
    }
    VersionScanner.Parts high = VersionScanner.scan(text, position, true);
    if (high == null) {
      return Optional.empty();
    }
    position = high.end();
    skipBlanks();
    return Optional.of(">= " + low.text() + ", <= " + high.text() + " ");
  }

  /** Returns whether there was at least one blank. */
  private boolean skipBlanks() {
    int start = position;
    while (position < text.length() && " \t\n\f\r".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    return position > start;
  }

  /** A comparison as it is written; what it means is asked once the whole is known to be one. */
  private record Term(String operator, VersionScanner.Parts parts) {}
}
