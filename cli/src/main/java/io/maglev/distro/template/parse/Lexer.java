package io.maglev.distro.template.parse;

import io.maglev.distro.template.Utf8;
import io.maglev.distro.template.fmt.Quote;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a template into tokens, one a call: Go's {@code parse/lex.go} on char indexes. Trim markers
 * and comments end here; the parser never sees them. Not thread-safe.
 */
final class Lexer {
  private static final String LEFT = "{{";
  private static final String RIGHT = "}}";
  private static final int EOF = -1;

  /** A marker is the minus and the space that sets it off from the action. */
  private static final int TRIM_MARKER = 2;

  private String input;
  private final boolean breakIsKeyword;
  private final boolean continueIsKeyword;
  private int start;
  private int at;
  private int line = 1;
  private int parens;
  private boolean insideAction;
  private int tokens;

  /** Where the first line break from the start on is; the length of the input if there is none. */
  private int nextBreak;

  Lexer(String input, boolean breakIsKeyword, boolean continueIsKeyword) {
    this.input = input;
    this.breakIsKeyword = breakIsKeyword;
    this.continueIsKeyword = continueIsKeyword;
    this.nextBreak = breakFrom(0);
  }

  /** The next token; after the end or an error, EOF for ever. */
  Token next() {
    tokens++;
    return insideAction ? action() : text();
  }

  /** How many tokens there were so far. */
  int tokens() {
    return tokens;
  }

  private Token emit(TokenType type) {
    return emit(type, input.substring(start, at));
  }

  private Token emit(TokenType type, String value) {
    Token token = new Token(type, start, value, line);
    ignore();
    return token;
  }

  private void ignore() {
    while (nextBreak < at) {
      line++;
      nextBreak = breakFrom(nextBreak + 1);
    }
    start = at;
  }

  private int breakFrom(int index) {
    int found = input.indexOf('\n', index);
    return found < 0 ? input.length() : found;
  }

  private Token error(String message) {
    Token token = new Token(TokenType.ERROR, start, message, line);
    input = "";
    start = 0;
    at = 0;
    nextBreak = 0;
    insideAction = false;
    return token;
  }

  private Token text() {
    while (true) {
      int delim = input.indexOf(LEFT, at);
      if (delim < 0) {
        at = input.length();
        return at > start ? emit(TokenType.TEXT) : new Token(TokenType.EOF, at, "EOF", line);
      }
      at = delim;
      boolean trim = isMinusSpace(delim + LEFT.length());
      while (trim && at > start && isSpace(input.charAt(at - 1))) {
        at--;
      }
      Token text = at > start ? emit(TokenType.TEXT) : null;
      at = delim;
      ignore();
      if (text != null) {
        return text;
      }
      Token token = leftDelim(trim);
      if (token != null) {
        return token;
      }
    }
  }

  /** Scans the delimiter, and the comment if it opens one; null after a comment. */
  private @Nullable Token leftDelim(boolean trim) {
    at += LEFT.length();
    int afterMarker = trim ? TRIM_MARKER : 0;
    if (input.startsWith("/*", at + afterMarker)) {
      at += afterMarker;
      ignore();
      return comment();
    }
    Token token = emit(TokenType.LEFT_DELIM, LEFT);
    insideAction = true;
    at += afterMarker;
    ignore();
    parens = 0;
    return token;
  }

  private @Nullable Token comment() {
    int end = input.indexOf("*/", at + 2);
    if (end < 0) {
      return error("unclosed comment");
    }
    at = end + 2;
    boolean trim = isTrimmedRight(at);
    if (!trim && !input.startsWith(RIGHT, at)) {
      return error("comment ends before closing delimiter");
    }
    at += RIGHT.length() + (trim ? TRIM_MARKER : 0);
    skipSpace(trim);
    ignore();
    return null;
  }

  private Token rightDelim() {
    boolean trim = isTrimmedRight(at);
    if (trim) {
      at += TRIM_MARKER;
      ignore();
    }
    at += RIGHT.length();
    Token token = emit(TokenType.RIGHT_DELIM, RIGHT);
    skipSpace(trim);
    ignore();
    insideAction = false;
    return token;
  }

  private void skipSpace(boolean trim) {
    while (trim && at < input.length() && isSpace(input.charAt(at))) {
      at++;
    }
  }

  private Token action() {
    if (input.startsWith(RIGHT, at) || isTrimmedRight(at)) {
      return parens == 0 ? rightDelim() : error("unclosed left paren");
    }
    int c = peek();
    return switch (c) {
      case EOF -> error("unclosed action");
      case ' ', '\t', '\r', '\n' -> space();
      case '=' -> single(TokenType.ASSIGN);
      case '|' -> single(TokenType.PIPE);
      case ':' -> declare();
      case '"' -> quoted('"', TokenType.STRING, "unterminated quoted string");
      case '\'' -> quoted('\'', TokenType.CHAR_CONSTANT, "unterminated character constant");
      case '`' -> rawString();
      case '(' -> {
        parens++;
        yield single(TokenType.LEFT_PAREN);
      }
      case ')' -> rightParen();
      default -> word(c);
    };
  }

  private Token single(TokenType type) {
    at++;
    return emit(type);
  }

  private Token declare() {
    if (!input.startsWith(":=", at)) {
      return error("expected :=");
    }
    at += 2;
    return emit(TokenType.DECLARE);
  }

  private Token rightParen() {
    if (parens == 0) {
      at++;
      return error("unexpected right paren");
    }
    parens--;
    return single(TokenType.RIGHT_PAREN);
  }

  private Token word(int c) {
    if (c == '$') {
      at++;
      return isAtTerminator() ? emit(TokenType.VARIABLE) : nameAfterMark(TokenType.VARIABLE);
    }
    if (c == '.' && at + 1 < input.length() && !isDigit(input.charAt(at + 1))) {
      at++;
      return isAtTerminator() ? emit(TokenType.DOT) : nameAfterMark(TokenType.FIELD);
    }
    if (c == '.' || c == '+' || c == '-' || isDigit(c)) {
      return number();
    }
    if (isAlphaNumeric(c)) {
      return identifier();
    }
    if (c < 0x80 && Quote.isPrint(c)) {
      return single(TokenType.CHAR);
    }
    return error("unrecognized character in action: " + Quote.unicode(c));
  }

  /** Scans spaces; the last one may belong to a trim marker before the closing delimiter. */
  private Token space() {
    while (at < input.length() && isSpace(input.charAt(at))) {
      at++;
    }
    if (isTrimmedRight(at - 1)) {
      at--;
      if (at == start) {
        return rightDelim();
      }
    }
    return at - start == 1 && input.charAt(start) == ' '
        ? emit(TokenType.SPACE, " ")
        : emit(TokenType.SPACE);
  }

  private Token identifier() {
    skipAlphaNumeric();
    if (!isAtTerminator()) {
      return error("bad character " + Quote.unicode(peek()));
    }
    String word = input.substring(start, at);
    return emit(TokenType.ofWord(word, breakIsKeyword, continueIsKeyword), word);
  }

  private Token nameAfterMark(TokenType type) {
    skipAlphaNumeric();
    return isAtTerminator() ? emit(type) : error("bad character " + Quote.unicode(peek()));
  }

  private void skipAlphaNumeric() {
    while (at < input.length()) {
      char c = input.charAt(at);
      if (c < 0x80) {
        if (!isAsciiAlphaNumeric(c)) {
          return;
        }
        at++;
      } else {
        int point = input.codePointAt(at);
        if (!isAlphaNumeric(point)) {
          return;
        }
        at += Character.charCount(point);
      }
    }
  }

  /** Whether a name may end here, so that {@code $x+2} is no two operands. */
  private boolean isAtTerminator() {
    if (at >= input.length()) {
      return true;
    }
    return switch (input.charAt(at)) {
      case ' ', '\t', '\r', '\n', '.', ',', '|', ':', ')', '(' -> true;
      default -> input.startsWith(RIGHT, at);
    };
  }

  private Token quoted(char mark, TokenType type, String unterminated) {
    at++;
    while (at < input.length()) {
      char c = input.charAt(at++);
      if (c == mark) {
        return emit(type);
      }
      if (c == '\\' && at < input.length()) {
        c = input.charAt(at++);
      }
      if (c == '\n') {
        break;
      }
    }
    return error(unterminated);
  }

  private Token rawString() {
    int end = input.indexOf('`', at + 1);
    if (end < 0) {
      return error("unterminated raw quoted string");
    }
    at = end + 1;
    return emit(TokenType.RAW_STRING);
  }

  /** Not a perfect scan: it takes "." and "089", which the parser refuses. */
  private Token number() {
    if (!scanNumber()) {
      return badNumber();
    }
    if (at < input.length() && (input.charAt(at) == '+' || input.charAt(at) == '-')) {
      boolean complex = scanNumber() && input.charAt(at - 1) == 'i';
      return complex ? emit(TokenType.COMPLEX) : badNumber();
    }
    return emit(TokenType.NUMBER);
  }

  private Token badNumber() {
    return error("bad number syntax: " + Quote.quote(input.substring(start, at)));
  }

  private boolean scanNumber() {
    accept("+-");
    String digits = "0123456789_";
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
      } else if (accept("oO")) {
        digits = "01234567_";
      } else if (accept("bB")) {
        digits = "01_";
      }
    }
    acceptRun(digits);
    if (accept(".")) {
      acceptRun(digits);
    }
    boolean isDecimal = digits.length() == 11;
    boolean isHex = digits.length() == 23;
    if ((isDecimal && accept("eE")) || (isHex && accept("pP"))) {
      accept("+-");
      acceptRun("0123456789_");
    }
    accept("i");
    int c = peek();
    if (isAlphaNumeric(c)) {
      at += Character.charCount(c);
      return false;
    }
    return true;
  }

  private boolean accept(String valid) {
    if (at < input.length() && valid.indexOf(input.charAt(at)) >= 0) {
      at++;
      return true;
    }
    return false;
  }

  private void acceptRun(String valid) {
    while (at < input.length() && valid.indexOf(input.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The code point here; an invalid byte reads as U+FFFD, as in Go. */
  private int peek() {
    if (at >= input.length()) {
      return EOF;
    }
    int point = input.codePointAt(at);
    return point <= Character.MAX_VALUE && Utf8.isEscape((char) point) ? 0xFFFD : point;
  }

  private boolean isTrimmedRight(int from) {
    return from + 1 < input.length()
        && isSpace(input.charAt(from))
        && input.charAt(from + 1) == '-'
        && input.startsWith(RIGHT, from + TRIM_MARKER);
  }

  private boolean isMinusSpace(int from) {
    return from + 1 < input.length()
        && input.charAt(from) == '-'
        && isSpace(input.charAt(from + 1));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAsciiAlphaNumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
  }

  private static boolean isAlphaNumeric(int c) {
    if (c < 0x80) {
      return c >= 0 && isAsciiAlphaNumeric(c);
    }
    return Character.isLetter(c) || Character.isDigit(c);
  }
}
