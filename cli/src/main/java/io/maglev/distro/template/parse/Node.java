package io.maglev.distro.template.parse;

import io.maglev.distro.template.fmt.Quote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the syntax tree, as in Go's {@code parse/node.go}. Immutable. {@code toString()} gives
 * the source in Go's normal form, which error messages quote.
 */
public sealed interface Node {

  /** What a node is; lets the executor switch without type tests. */
  enum Kind {
    TEXT,
    ACTION,
    BOOL,
    CHAIN,
    COMMAND,
    DOT,
    ELSE,
    END,
    FIELD,
    IDENTIFIER,
    IF,
    LIST,
    NIL,
    NUMBER,
    PIPE,
    RANGE,
    STRING,
    TEMPLATE,
    VARIABLE,
    WITH,
    BREAK,
    CONTINUE
  }

  Kind kind();

  /** The char index in the text at which Go says the node starts. */
  int position();

  /** Appends the source. */
  void writeTo(StringBuilder out);

  private static String source(Node node) {
    StringBuilder out = new StringBuilder();
    node.writeTo(out);
    return out.toString();
  }

  private static void join(StringBuilder out, List<? extends Node> nodes, String separator) {
    for (int i = 0; i < nodes.size(); i++) {
      if (i > 0) {
        out.append(separator);
      }
      nodes.get(i).writeTo(out);
    }
  }

  private static void writeOperand(StringBuilder out, Node node) {
    if (node instanceof Pipe) {
      out.append('(');
      node.writeTo(out);
      out.append(')');
    } else {
      node.writeTo(out);
    }
  }

  /** A sequence of nodes: a body. */
  record Sequence(int position, List<Node> nodes) implements Node {
    public Sequence {
      nodes = List.copyOf(nodes);
    }

    @Override
    public Kind kind() {
      return Kind.LIST;
    }

    @Override
    public void writeTo(StringBuilder out) {
      join(out, nodes, "");
    }

    /** Whether there is nothing but space here: such a definition replaces no other. */
    public boolean isEmpty() {
      for (Node node : nodes) {
        if (!(node instanceof Text text) || !text.isBlank()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String toString() {
      return source(this);
    }
  }

  /** Plain text. */
  record Text(int position, String text) implements Node {
    @Override
    public Kind kind() {
      return Kind.TEXT;
    }

    /** Whether it is white space as Go's bytes.TrimSpace has it. */
    boolean isBlank() {
      for (int i = 0; i < text.length(); i++) {
        if (!isSpace(text.charAt(i))) {
          return false; // no space of Unicode lies beyond the first plane
        }
      }
      return true;
    }

    private static boolean isSpace(char c) {
      return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == 0x85;
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append(text);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** An action that is no control structure, e.g. {@code {{.x}}}. */
  record Action(int position, int line, Pipe pipe) implements Node {
    @Override
    public Kind kind() {
      return Kind.ACTION;
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append("{{");
      pipe.writeTo(out);
      out.append("}}");
    }

    @Override
    public String toString() {
      return source(this);
    }
  }

  /** A pipeline with the variables it declares or assigns. */
  record Pipe(
      int position,
      int line,
      boolean isAssignment,
      List<Variable> variables,
      List<Command> commands)
      implements Node {
    public Pipe {
      variables = List.copyOf(variables);
      commands = List.copyOf(commands);
    }

    @Override
    public Kind kind() {
      return Kind.PIPE;
    }

    @Override
    public void writeTo(StringBuilder out) {
      if (!variables.isEmpty()) {
        join(out, variables, ", ");
        out.append(isAssignment ? " = " : " := ");
      }
      join(out, commands, " | ");
    }

    @Override
    public String toString() {
      return source(this);
    }
  }

  /** One stage of a pipeline: an operand, or a function or method with its arguments. */
  record Command(int position, List<Node> arguments) implements Node {
    public Command {
      arguments = List.copyOf(arguments);
    }

    @Override
    public Kind kind() {
      return Kind.COMMAND;
    }

    @Override
    public void writeTo(StringBuilder out) {
      for (int i = 0; i < arguments.size(); i++) {
        if (i > 0) {
          out.append(' ');
        }
        writeOperand(out, arguments.get(i));
      }
    }

    @Override
    public String toString() {
      return source(this);
    }
  }

  /** The name of a function. */
  record Identifier(int position, String name) implements Node {
    @Override
    public Kind kind() {
      return Kind.IDENTIFIER;
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A variable, the dollar sign included, and the fields taken of it: {@code $x.a.b}. */
  record Variable(int position, String name, List<String> fields) implements Node {
    public Variable {
      fields = List.copyOf(fields);
    }

    @Override
    public Kind kind() {
      return Kind.VARIABLE;
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append(name);
      fields.forEach(field -> out.append('.').append(field));
    }

    @Override
    public String toString() {
      return source(this);
    }
  }

  /** Fields of dot: {@code .a.b}. */
  record Field(int position, List<String> names) implements Node {
    public Field {
      names = List.copyOf(names);
    }

    @Override
    public Kind kind() {
      return Kind.FIELD;
    }

    @Override
    public void writeTo(StringBuilder out) {
      names.forEach(name -> out.append('.').append(name));
    }

    @Override
    public String toString() {
      return source(this);
    }
  }

  /** Fields of another operand: {@code (f 1).a}. */
  record Chain(int position, Node operand, List<String> fields) implements Node {
    public Chain {
      fields = List.copyOf(fields);
    }

    @Override
    public Kind kind() {
      return Kind.CHAIN;
    }

    @Override
    public void writeTo(StringBuilder out) {
      writeOperand(out, operand);
      fields.forEach(field -> out.append('.').append(field));
    }

    @Override
    public String toString() {
      return source(this);
    }
  }

  /** The cursor, {@code .}. */
  record Dot(int position) implements Node {
    @Override
    public Kind kind() {
      return Kind.DOT;
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append('.');
    }

    @Override
    public String toString() {
      return ".";
    }
  }

  /** The untyped nil. */
  record Nil(int position) implements Node {
    @Override
    public Kind kind() {
      return Kind.NIL;
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append("nil");
    }

    @Override
    public String toString() {
      return "nil";
    }
  }

  /** {@code true} or {@code false}. */
  record Bool(int position, boolean value) implements Node {
    @Override
    public Kind kind() {
      return Kind.BOOL;
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append(value);
    }

    @Override
    public String toString() {
      return String.valueOf(value);
    }
  }

  /**
   * A numeric constant.
   *
   * @param ideal its value where any type will do; null if it overflows int
   */
  record Numeral(int position, NumberLiteral literal, @Nullable Object ideal) implements Node {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append(literal.text());
    }

    @Override
    public String toString() {
      return literal.text();
    }
  }

  /** A string constant as written and as meant. */
  record Literal(int position, String quoted, String value) implements Node {
    @Override
    public Kind kind() {
      return Kind.STRING;
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append(quoted);
    }

    @Override
    public String toString() {
      return quoted;
    }
  }

  /** An if, with or range. */
  record Branch(
      Kind kind, int position, int line, Pipe pipe, Sequence body, @Nullable Sequence otherwise)
      implements Node {
    @Override
    public void writeTo(StringBuilder out) {
      String word = kind == Kind.IF ? "if" : kind == Kind.WITH ? "with" : "range";
      out.append("{{").append(word).append(' ');
      pipe.writeTo(out);
      out.append("}}");
      body.writeTo(out);
      if (otherwise != null) {
        out.append("{{else}}");
        otherwise.writeTo(out);
      }
      out.append("{{end}}");
    }

    @Override
    public String toString() {
      return source(this);
    }
  }

  /** The invocation of a template. */
  record Call(int position, int line, String name, @Nullable Pipe pipe) implements Node {
    @Override
    public Kind kind() {
      return Kind.TEMPLATE;
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append("{{template ").append(Quote.quote(name));
      if (pipe != null) {
        out.append(' ');
        pipe.writeTo(out);
      }
      out.append("}}");
    }

    @Override
    public String toString() {
      return source(this);
    }
  }

  /** A break or continue; also an else or end, which never get into a tree. */
  record Keyword(Kind kind, int position, int line) implements Node {
    @Override
    public void writeTo(StringBuilder out) {
      String word =
          switch (kind) {
            case BREAK -> "break";
            case CONTINUE -> "continue";
            case ELSE -> "else";
            default -> "end";
          };
      out.append("{{").append(word).append("}}");
    }

    @Override
    public String toString() {
      return source(this);
    }
  }
}
