package io.maglev.distro.template.parse;

import io.maglev.distro.template.fmt.Quote;
import io.maglev.distro.template.parse.Node.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Parses one text into the templates it defines: Go's {@code parse/parse.go}, whose structure it
 * keeps because its error messages depend on it. One parser reads one definition, nested ones have
 * parsers of their own on the same lexer. Not thread-safe.
 */
public final class Parser {
  /** Go's limit on nested parentheses. */
  private static final int MAX_DEPTH = 10_000;

  private final String parseName;
  private final Predicate<String> functions;
  private final Lexer lexer;
  private final Map<String, Node.Sequence> definitions;
  private final TokenStream tokens;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int actionLine;
  private int rangeDepth;
  private int depth;

  private Parser(String parseName, String text, Predicate<String> functions) {
    this.parseName = parseName;
    this.functions = functions;
    this.lexer = new Lexer(text, !functions.test("break"), !functions.test("continue"));
    this.definitions = new LinkedHashMap<>();
    this.tokens = new TokenStream(lexer);
  }

  private Parser(Parser outer) {
    this.parseName = outer.parseName;
    this.functions = outer.functions;
    this.lexer = outer.lexer;
    this.definitions = outer.definitions;
    this.tokens = new TokenStream(lexer);
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
      throw parser.error("max expression depth exceeded");
    }
  }

  private ParseException error(String detail) {
    return new ParseException(parseName, tokens.errorLine(), detail);
  }

  private ParseException unexpected(Token token, String context) {
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

  private Token expect(TokenType type, String context) {
    Token token = tokens.nextNonSpace();
    if (token.type() != type) {
      throw unexpected(token, context);
    }
    return token;
  }

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
        throw error("unexpected " + node);
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
      throw unexpected(name, context);
    }
    String unquoted = unquote(name);
    expect(TokenType.RIGHT_DELIM, context);
    add(unquoted, bodyUpToEnd(context));
  }

  private Node.Sequence bodyUpToEnd(String context) {
    Body body = body();
    if (body.terminator.kind() != Kind.END) {
      throw error("unexpected " + body.terminator + " in " + context);
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
    throw error("unexpected EOF");
  }

  private Node textOrAction() {
    Token token = tokens.nextNonSpace();
    if (token.type() == TokenType.TEXT) {
      return new Node.Text(token.position(), token.value());
    }
    if (token.type() != TokenType.LEFT_DELIM) {
      throw unexpected(token, "input");
    }
    actionLine = token.line();
    Node action = action();
    actionLine = 0;
    return action;
  }

  private Node action() {
    Token token = tokens.nextNonSpace();
    return switch (token.type()) {
      case BLOCK -> block();
      case BREAK -> leaveRange(Kind.BREAK, "{{break}}", token);
      case CONTINUE -> leaveRange(Kind.CONTINUE, "{{continue}}", token);
      case ELSE -> elseControl();
      case END -> new Node.Keyword(Kind.END, expect(TokenType.RIGHT_DELIM, "end").position(), 0);
      case IF -> control(Kind.IF, "if");
      case RANGE -> control(Kind.RANGE, "range");
      case TEMPLATE -> templateCall();
      case WITH -> control(Kind.WITH, "with");
      default -> {
        tokens.backup();
        Token first = tokens.peek();
        Node.Pipe pipe = pipeline("command", TokenType.RIGHT_DELIM);
        yield new Node.Action(first.position(), first.line(), pipe);
      }
    };
  }

  private Node leaveRange(Kind kind, String shown, Token keyword) {
    Token token = tokens.nextNonSpace();
    if (token.type() != TokenType.RIGHT_DELIM) {
      throw unexpected(token, shown);
    }
    if (rangeDepth == 0) {
      throw error(shown + " outside {{range}}");
    }
    return new Node.Keyword(kind, keyword.position(), keyword.line());
  }

  private Node control(Kind kind, String word) {
    int scope = variables.size();
    Node.Pipe pipe = pipeline(word, TokenType.RIGHT_DELIM);
    rangeDepth += kind == Kind.RANGE ? 1 : 0;
    Body body = body();
    rangeDepth -= kind == Kind.RANGE ? 1 : 0;
    Node.Sequence otherwise =
        body.terminator.kind() == Kind.ELSE ? otherwise(kind, word, body.terminator) : null;
    variables.subList(scope, variables.size()).clear();
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
      throw error("expected end; found " + body.terminator);
    }
    return body.sequence;
  }

  private Node elseControl() {
    Token peek = tokens.peekNonSpace();
    Token token =
        peek.type() == TokenType.IF || peek.type() == TokenType.WITH
            ? peek
            : expect(TokenType.RIGHT_DELIM, "else");
    return new Node.Keyword(Kind.ELSE, token.position(), token.line());
  }

  private Node block() {
    String context = "block clause";
    Token token = tokens.nextNonSpace();
    String name = templateName(token, context);
    Node.Pipe pipe = pipeline(context, TokenType.RIGHT_DELIM);
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
      pipe = pipeline(context, TokenType.RIGHT_DELIM);
    }
    return new Node.Call(token.position(), token.line(), name, pipe);
  }

  private String templateName(Token token, String context) {
    if (token.type() != TokenType.STRING && token.type() != TokenType.RAW_STRING) {
      throw unexpected(token, context);
    }
    return unquote(token);
  }

  private String unquote(Token token) {
    try {
      return Unquote.string(token.value());
    } catch (SyntaxException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  private Node.Pipe pipeline(String context, TokenType end) {
    Token start = tokens.peekNonSpace();
    Declarations declared = declarations(context);
    List<Node.Command> commands = new ArrayList<>();
    while (true) {
      Token token = tokens.nextNonSpace();
      if (token.type() == end) {
        checkPipeline(commands, context);
        return new Node.Pipe(
            start.position(), start.line(), declared.isAssignment, declared.list, commands);
      }
      if (!startsOperand(token.type())) {
        throw unexpected(token, context);
      }
      tokens.backup();
      commands.add(command());
    }
  }

  private static boolean startsOperand(TokenType type) {
    return switch (type) {
      case BOOL,
          CHAR_CONSTANT,
          COMPLEX,
          DOT,
          FIELD,
          IDENTIFIER,
          NUMBER,
          NIL,
          RAW_STRING,
          STRING,
          VARIABLE,
          LEFT_PAREN ->
          true;
      default -> false;
    };
  }

  /** The variables before {@code :=} or {@code =}. */
  private record Declarations(boolean isAssignment, List<Node.Variable> list) {}

  private Declarations declarations(String context) {
    List<Node.Variable> list = new ArrayList<>(2);
    while (tokens.peekNonSpace().type() == TokenType.VARIABLE) {
      Token name = tokens.next();
      // A space is a token, so telling "$x foo" from "$x := foo" needs all three tokens.
      Token after = tokens.peek();
      Token next = tokens.peekNonSpace();
      if (next.type() == TokenType.ASSIGN || next.type() == TokenType.DECLARE) {
        tokens.nextNonSpace();
        declare(list, name);
        return new Declarations(next.type() == TokenType.ASSIGN, list);
      }
      if (next.type() != TokenType.CHAR || !next.value().equals(",")) {
        if (after.type() == TokenType.SPACE) {
          tokens.backup3(name, after);
        } else {
          tokens.backup2(name);
        }
        break;
      }
      tokens.nextNonSpace();
      declare(list, name);
      checkSecondVariable(context, list.size());
    }
    return new Declarations(false, list);
  }

  private void declare(List<Node.Variable> list, Token name) {
    list.add(variable(name.position(), name.value()));
    variables.add(name.value());
  }

  private void checkSecondVariable(String context, int count) {
    if (!context.equals("range") || count >= 2) {
      throw error("too many declarations in " + context);
    }
    switch (tokens.peekNonSpace().type()) {
      case VARIABLE, RIGHT_DELIM, RIGHT_PAREN -> {}
      default -> throw error("range can only initialize variables");
    }
  }

  private void checkPipeline(List<Node.Command> commands, String context) {
    if (commands.isEmpty()) {
      throw error("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      switch (commands.get(i).arguments().get(0).kind()) {
        case BOOL, DOT, NIL, NUMBER, STRING ->
            throw error("non executable command in pipeline stage " + (i + 1));
        default -> {}
      }
    }
  }

  private Node.Command command() {
    int position = tokens.peekNonSpace().position();
    List<Node> arguments = new ArrayList<>(4);
    while (true) {
      tokens.peekNonSpace();
      Node operand = operand();
      if (operand != null) {
        arguments.add(operand);
      }
      Token token = tokens.next();
      if (token.type() == TokenType.SPACE) {
        continue;
      }
      if (token.type() == TokenType.RIGHT_DELIM || token.type() == TokenType.RIGHT_PAREN) {
        tokens.backup();
      } else if (token.type() != TokenType.PIPE) {
        throw unexpected(token, "operand");
      }
      break;
    }
    if (arguments.isEmpty()) {
      throw error("empty command");
    }
    return new Node.Command(position, arguments);
  }

  /** A term and the fields taken of it; null if none starts here. */
  private @Nullable Node operand() {
    Node node = term();
    if (node == null || tokens.peek().type() != TokenType.FIELD) {
      return node;
    }
    int position = tokens.peek().position();
    List<String> fields = new ArrayList<>(4);
    while (tokens.peek().type() == TokenType.FIELD) {
      fields.add(tokens.next().value().substring(1));
    }
    if (node instanceof Node.Field field) {
      return new Node.Field(position, concat(field.names(), fields));
    }
    if (node instanceof Node.Variable variable) {
      return new Node.Variable(position, variable.name(), concat(variable.fields(), fields));
    }
    switch (node.kind()) {
      case BOOL, STRING, NUMBER, NIL, DOT ->
          throw error("unexpected . after term " + Quote.quote(node.toString()));
      default -> {
        return new Node.Chain(position, node, fields);
      }
    }
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private @Nullable Node term() {
    Token token = tokens.nextNonSpace();
    return switch (token.type()) {
      case IDENTIFIER -> identifier(token);
      case DOT -> new Node.Dot(token.position());
      case NIL -> new Node.Nil(token.position());
      case VARIABLE -> useVariable(token);
      case FIELD -> new Node.Field(token.position(), List.of(token.value().substring(1)));
      case BOOL -> new Node.Bool(token.position(), token.value().equals("true"));
      case CHAR_CONSTANT, COMPLEX, NUMBER -> number(token);
      case LEFT_PAREN -> parenthesized();
      case STRING, RAW_STRING -> new Node.Literal(token.position(), token.value(), unquote(token));
      default -> {
        tokens.backup();
        yield null;
      }
    };
  }

  private Node identifier(Token token) {
    if (!functions.test(token.value())) {
      throw error("function " + Quote.quote(token.value()) + " not defined");
    }
    return new Node.Identifier(token.position(), token.value().intern());
  }

  private Node number(Token token) {
    try {
      NumberLiteral literal = NumberLiteral.of(token.value(), token.type());
      return new Node.Numeral(token.position(), literal, literal.ideal());
    } catch (SyntaxException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  private Node parenthesized() {
    if (depth >= MAX_DEPTH) {
      throw error("max expression depth exceeded");
    }
    depth++;
    Node pipe = pipeline("parenthesized pipeline", TokenType.RIGHT_PAREN);
    depth--;
    return pipe;
  }

  private static Node.Variable variable(int position, String name) {
    return new Node.Variable(position, name.intern(), List.of());
  }

  private Node useVariable(Token token) {
    if (!variables.contains(token.value())) {
      throw error("undefined variable " + Quote.quote(token.value()));
    }
    return variable(token.position(), token.value());
  }
}
