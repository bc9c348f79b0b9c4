package io.maglev.distro.template.parse;

import io.maglev.distro.template.parse.Node.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Parses one text into the templates it defines: Go's {@code parse/parse.go}, whose structure it
 * keeps because its error messages depend on it. One parser reads one definition, nested ones have
 * parsers of their own on the same lexer; {@link PipelineParser} reads what stands inside the
 * braces. Not thread-safe.
 */
public final class Parser {
  private final String parseName;
  private final Predicate<String> functions;
  private final Lexer lexer;
  private final Map<String, Node.Sequence> definitions;
  private final TokenStream tokens;
  private final PipelineParser pipelines;
  private int rangeDepth;

  private Parser(String parseName, String text, Predicate<String> functions) {
    this.parseName = parseName;
    this.functions = functions;
    this.lexer = new Lexer(text, !functions.test("break"), !functions.test("continue"));
    this.definitions = new LinkedHashMap<>();
    this.tokens = new TokenStream(lexer, parseName);
    this.pipelines = new PipelineParser(tokens, functions);
  }

  private Parser(Parser outer) {
    this.parseName = outer.parseName;
    this.functions = outer.functions;
    this.lexer = outer.lexer;
    this.definitions = outer.definitions;
    this.tokens = new TokenStream(lexer, parseName);
    this.pipelines = new PipelineParser(tokens, functions);
  }

  /**
   * Parses a text.
   *
   * @param functions tells which functions there are, builtins included
   * @return the templates by name, the text's own among them
   * @throws ParseException with Go's message
   */
  public static Map<String, Tree> parse(String name, String text, Predicate<String> functions) {
    return parseText(name, text, functions).named(name);
  }

  /** As {@link #parse}; of the name, only errors make use. */
  static ParsedText parseText(String name, String text, Predicate<String> functions) {
    Parser parser = new Parser(name, text, functions);
    try {
      Node.Sequence main = parser.topLevel();
      Map<String, Node.Sequence> definitions = Collections.unmodifiableMap(parser.definitions);
      int lastLine = parser.tokens.errorLine();
      return new ParsedText(text, definitions, main, lastLine, parser.lexer.tokens());
    } catch (StackOverflowError e) {
      throw parser.tokens.error("max expression depth exceeded");
    }
  }

  /** Go's Tree.add: within one text, only one definition of a name may be more than space. */
  private void add(String name, Node.Sequence root) {
    Node.Sequence known = definitions.get(name);
    if (known == null || known.isEmpty()) {
      definitions.put(name, root);
    } else if (!root.isEmpty()) {
      throw ParsedText.multipleDefinition(parseName, name, tokens.errorLine());
    }
  }

  private Node.Sequence topLevel() {
    int position = tokens.peek().position();
    List<Node> nodes = new ArrayList<>();
    while (tokens.peek().type() != TokenType.EOF) {
      if (tokens.peek().type() == TokenType.LEFT_DELIM) {
        Token delim = tokens.next();
        if (tokens.nextNonSpace().type() == TokenType.DEFINE) {
          new Parser(this).definition();
          continue;
        }
        tokens.backup2(delim);
      }
      Node node = textOrAction();
      if (isTerminator(node)) {
        throw tokens.error("unexpected " + node);
      }
      nodes.add(node);
    }
    return new Node.Sequence(position, nodes);
  }

  private static boolean isTerminator(Node node) {
    return node.kind() == Kind.END || node.kind() == Kind.ELSE;
  }

  private void definition() {
    String context = "define clause";
    Token name = tokens.nextNonSpace();
    if (name.type() != TokenType.STRING && name.type() != TokenType.RAW_STRING) {
      throw tokens.unexpected(name, context);
    }
    String unquoted = pipelines.unquote(name);
    tokens.expect(TokenType.RIGHT_DELIM, context);
    add(unquoted, bodyUpToEnd(context));
  }

  private Node.Sequence bodyUpToEnd(String context) {
    Body body = body();
    if (body.terminator.kind() != Kind.END) {
      throw tokens.error("unexpected " + body.terminator + " in " + context);
    }
    return body.sequence;
  }

  /** A body and the end or else that closes it. */
  private record Body(Node.Sequence sequence, Node terminator) {}

  private Body body() {
    int position = tokens.peekNonSpace().position();
    List<Node> nodes = new ArrayList<>();
    while (tokens.peekNonSpace().type() != TokenType.EOF) {
      Node node = textOrAction();
      if (isTerminator(node)) {
        return new Body(new Node.Sequence(position, nodes), node);
      }
      nodes.add(node);
    }
    throw tokens.error("unexpected EOF");
  }

  private Node textOrAction() {
    Token token = tokens.nextNonSpace();
    if (token.type() == TokenType.TEXT) {
      return new Node.Text(token.position(), token.value());
    }
    if (token.type() != TokenType.LEFT_DELIM) {
      throw tokens.unexpected(token, "input");
    }
    tokens.enterAction(token.line());
    Node action = action();
    tokens.leaveAction();
    return action;
  }

  private Node action() {
    Token token = tokens.nextNonSpace();
    return switch (token.type()) {
      case BLOCK -> block();
      case BREAK -> leaveRange(Kind.BREAK, "{{break}}", token);
      case CONTINUE -> leaveRange(Kind.CONTINUE, "{{continue}}", token);
      case ELSE -> elseControl();
      case END ->
          new Node.Keyword(Kind.END, tokens.expect(TokenType.RIGHT_DELIM, "end").position(), 0);
      case IF -> control(Kind.IF, "if");
      case RANGE -> control(Kind.RANGE, "range");
      case TEMPLATE -> templateCall();
      case WITH -> control(Kind.WITH, "with");
      default -> {
        tokens.backup();
        Token first = tokens.peek();
        Node.Pipe pipe = pipelines.pipeline("command", TokenType.RIGHT_DELIM);
        yield new Node.Action(first.position(), first.line(), pipe);
      }
    };
  }

  private Node leaveRange(Kind kind, String shown, Token keyword) {
    Token token = tokens.nextNonSpace();
    if (token.type() != TokenType.RIGHT_DELIM) {
      throw tokens.unexpected(token, shown);
    }
    if (rangeDepth == 0) {
      throw tokens.error(shown + " outside {{range}}");
    }
    return new Node.Keyword(kind, keyword.position(), keyword.line());
  }

  private Node control(Kind kind, String word) {
    int scope = pipelines.scope();
    Node.Pipe pipe = pipelines.pipeline(word, TokenType.RIGHT_DELIM);
    rangeDepth += kind == Kind.RANGE ? 1 : 0;
    Body body = body();
    rangeDepth -= kind == Kind.RANGE ? 1 : 0;
    Node.Sequence otherwise =
        body.terminator.kind() == Kind.ELSE ? otherwise(kind, word, body.terminator) : null;
    pipelines.leaveScope(scope);
    return new Node.Branch(kind, pipe.position(), pipe.line(), pipe, body.sequence, otherwise);
  }

  /** What follows an else; {@code else if} and {@code else with} share the end of their chain. */
  private Node.Sequence otherwise(Kind kind, String word, Node terminator) {
    TokenType next = tokens.peek().type();
    if ((kind == Kind.IF && next == TokenType.IF)
        || (kind == Kind.WITH && next == TokenType.WITH)) {
      tokens.next();
      return new Node.Sequence(terminator.position(), List.of(control(kind, word)));
    }
    Body body = body();
    if (body.terminator.kind() != Kind.END) {
      throw tokens.error("expected end; found " + body.terminator);
    }
    return body.sequence;
  }

  private Node elseControl() {
    Token peek = tokens.peekNonSpace();
    Token token =
        peek.type() == TokenType.IF || peek.type() == TokenType.WITH
            ? peek
            : tokens.expect(TokenType.RIGHT_DELIM, "else");
    return new Node.Keyword(Kind.ELSE, token.position(), token.line());
  }

  private Node block() {
    String context = "block clause";
    Token token = tokens.nextNonSpace();
    String name = templateName(token, context);
    Node.Pipe pipe = pipelines.pipeline(context, TokenType.RIGHT_DELIM);
    Parser inner = new Parser(this);
    inner.add(name, inner.bodyUpToEnd(context));
    return new Node.Call(token.position(), token.line(), name, pipe);
  }

  private Node templateCall() {
    String context = "template clause";
    Token token = tokens.nextNonSpace();
    String name = templateName(token, context);
    Node.Pipe pipe = null;
    if (tokens.nextNonSpace().type() != TokenType.RIGHT_DELIM) {
      tokens.backup();
      pipe = pipelines.pipeline(context, TokenType.RIGHT_DELIM);
    }
    return new Node.Call(token.position(), token.line(), name, pipe);
  }

  private String templateName(Token token, String context) {
    if (token.type() != TokenType.STRING && token.type() != TokenType.RAW_STRING) {
      throw tokens.unexpected(token, context);
    }
    return pipelines.unquote(token);
  }
}
