package io.maglev.distro.template.parse;

import io.maglev.distro.template.fmt.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Parses what stands inside the braces: pipelines with their declarations, commands, operands and
 * constants, for the {@link Parser} of one definition. Not thread-safe.
 */
final class PipelineParser {
  /** Go's limit on nested parentheses. */
  private static final int MAX_DEPTH = 10_000;

  private final TokenStream tokens;
  private final Predicate<String> functions;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int depth;

  PipelineParser(TokenStream tokens, Predicate<String> functions) {
    this.tokens = tokens;
    this.functions = functions;
  }

  /** How many variables are declared, to {@link #leaveScope} to at the end of a control. */
  int scope() {
    return variables.size();
  }

  /** Forgets the variables declared since. */
  void leaveScope(int scope) {
    variables.subList(scope, variables.size()).clear();
  }

  /**
   * Parses a pipeline and the token that ends it.
   *
   * @param context what error messages call the pipeline
   */
  Node.Pipe pipeline(String context, TokenType end) {
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
        throw tokens.unexpected(token, context);
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
      throw tokens.error("too many declarations in " + context);
    }
    switch (tokens.peekNonSpace().type()) {
      case VARIABLE, RIGHT_DELIM, RIGHT_PAREN -> {}
      default -> throw tokens.error("range can only initialize variables");
    }
  }

  private void checkPipeline(List<Node.Command> commands, String context) {
    if (commands.isEmpty()) {
      throw tokens.error("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      switch (commands.get(i).arguments().get(0).kind()) {
        case BOOL, DOT, NIL, NUMBER, STRING ->
            throw tokens.error("non executable command in pipeline stage " + (i + 1));
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
        throw tokens.unexpected(token, "operand");
      }
      break;
    }
    if (arguments.isEmpty()) {
      throw tokens.error("empty command");
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
          throw tokens.error("unexpected . after term " + Quote.quote(node.toString()));
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
      throw tokens.error("function " + Quote.quote(token.value()) + " not defined");
    }
    return new Node.Identifier(token.position(), token.value().intern());
  }

  private Node number(Token token) {
    try {
      NumberLiteral literal = NumberLiteral.of(token.value(), token.type());
      return new Node.Numeral(token.position(), literal, literal.ideal());
    } catch (SyntaxException e) {
      throw tokens.error(String.valueOf(e.getMessage()));
    }
  }

  private Node parenthesized() {
    if (depth >= MAX_DEPTH) {
      throw tokens.error("max expression depth exceeded");
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
      throw tokens.error("undefined variable " + Quote.quote(token.value()));
    }
    return variable(token.position(), token.value());
  }

  /** The text that a quoted token stands for. */
  String unquote(Token token) {
    try {
      return Unquote.string(token.value());
    } catch (SyntaxException e) {
      throw tokens.error(String.valueOf(e.getMessage()));
    }
  }
}
