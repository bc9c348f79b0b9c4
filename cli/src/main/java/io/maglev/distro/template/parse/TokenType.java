package io.maglev.distro.template.parse;

/** The kinds of token; those from {@link #BLOCK} on are keywords. */
enum TokenType {
  /** The scan failed; the value is the message. */
  ERROR,
  BOOL,
  /** A printable ASCII character of no other meaning, such as a comma. */
  CHAR,
  CHAR_CONSTANT,
  COMPLEX,
  ASSIGN,
  DECLARE,
  EOF,
  FIELD,
  IDENTIFIER,
  LEFT_DELIM,
  LEFT_PAREN,
  NUMBER,
  PIPE,
  RAW_STRING,
  RIGHT_DELIM,
  RIGHT_PAREN,
  SPACE,
  STRING,
  TEXT,
  VARIABLE,
  BLOCK,
  BREAK,
  CONTINUE,
  DOT,
  DEFINE,
  ELSE,
  END,
  IF,
  NIL,
  RANGE,
  TEMPLATE,
  WITH;

  boolean isKeyword() {
    return compareTo(BLOCK) >= 0;
  }

  /** The type of a word; break and continue may instead be functions. */
  static TokenType ofWord(String word, boolean breakIsKeyword, boolean continueIsKeyword) {
    return switch (word) {
      case "true", "false" -> BOOL;
      case "block" -> BLOCK;
      case "break" -> breakIsKeyword ? BREAK : IDENTIFIER;
      case "continue" -> continueIsKeyword ? CONTINUE : IDENTIFIER;
      case "define" -> DEFINE;
      case "else" -> ELSE;
      case "end" -> END;
      case "if" -> IF;
      case "nil" -> NIL;
      case "range" -> RANGE;
      case "template" -> TEMPLATE;
      case "with" -> WITH;
      default -> IDENTIFIER;
    };
  }
}
