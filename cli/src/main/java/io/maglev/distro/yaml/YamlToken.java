package io.maglev.distro.yaml;

import org.jspecify.annotations.Nullable;

/** A token of the YAML grammar. Line and column count from 0. */
final class YamlToken {
  final TokenType type;
  final int line;
  final int column;

  /** Text of a scalar, name of an anchor or alias, handle of a tag, version of a directive. */
  final String value;

  /** Suffix of a tag, prefix of a tag directive. */
  final String suffix;

  /** Set while it is open whether this token starts a key. */
  @Nullable SimpleKey simpleKey;

  YamlToken(TokenType type, int line, int column, String value, String suffix) {
    this.type = type;
    this.line = line;
    this.column = column;
    this.value = value;
    this.suffix = suffix;
  }

  YamlToken(TokenType type, int line, int column) {
    this(type, line, column, "", "");
  }

  /** A place where a key without {@code ?} may have started. */
  static final class SimpleKey {
    final boolean required;
    final int tokenNumber;
    final int line;
    final int column;
    boolean possible = true;

    SimpleKey(boolean required, int tokenNumber, int line, int column) {
      this.required = required;
      this.tokenNumber = tokenNumber;
      this.line = line;
      this.column = column;
    }
  }
}
