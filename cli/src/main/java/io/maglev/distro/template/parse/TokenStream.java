package io.maglev.distro.template.parse;

/**
 * The lexer's tokens with the look-ahead of Go's parser: up to three can be put back. Definitions
 * nested in a text read through streams of their own, but from the same lexer. Knows where errors
 * are. Not thread-safe.
 */
final class TokenStream {
  private static final Token NONE = new Token(TokenType.EOF, 0, "EOF", 0);

  private final Lexer lexer;
  private final String parseName;
  private final Token[] tokens = {NONE, NONE, NONE};
  private int pending;

  /** The line of the action being read, 0 outside. */
  private int actionLine;

  TokenStream(Lexer lexer, String parseName) {
    this.lexer = lexer;
    this.parseName = parseName;
  }

  Token next() {
    if (pending > 0) {
      pending--;
    } else {
      tokens[0] = lexer.next();
    }
    return tokens[pending];
  }

  Token peek() {
    if (pending > 0) {
      return tokens[pending - 1];
    }
    pending = 1;
    tokens[0] = lexer.next();
    return tokens[0];
  }

  Token nextNonSpace() {
    Token token = next();
    while (token.type() == TokenType.SPACE) {
      token = next();
    }
    return token;
  }

  Token peekNonSpace() {
    Token token = nextNonSpace();
    backup();
    return token;
  }

  /** Puts the last token back. */
  void backup() {
    pending++;
  }

  /** Puts back two tokens, of which the second is still the last one read. */
  void backup2(Token first) {
    tokens[1] = first;
    pending = 2;
  }

  /** Puts back three tokens, of which the third is still the last one read. */
  void backup3(Token first, Token second) {
    tokens[1] = second;
    tokens[2] = first;
    pending = 3;
  }

  void enterAction(int line) {
    actionLine = line;
  }

  void leaveAction() {
    actionLine = 0;
  }

  /** The next token that is no space, which must be of the type. */
  Token expect(TokenType type, String context) {
    Token token = nextNonSpace();
    if (token.type() != type) {
      throw unexpected(token, context);
    }
    return token;
  }

  /** The line that Go's error messages name: that of the token read last from the lexer. */
  int errorLine() {
    return tokens[0].line();
  }

  ParseException error(String detail) {
    return new ParseException(parseName, errorLine(), detail);
  }

  /** The error that a token does not belong here; that of the lexer, if it is one. */
  ParseException unexpected(Token token, String context) {
    if (token.type() != TokenType.ERROR) {
      return error("unexpected " + token + " in " + context);
    }
    String extra = "";
    if (actionLine != 0 && actionLine != token.line()) {
      boolean saysAction = token.value().endsWith(" action");
      extra = (saysAction ? "" : " in action") + " started at " + parseName + ":" + actionLine;
    }
    return error(token + extra);
  }
}
