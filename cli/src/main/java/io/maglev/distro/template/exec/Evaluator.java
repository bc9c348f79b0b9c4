package io.maglev.distro.template.exec;

import io.maglev.distro.template.Execution;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.fmt.Quote;
import io.maglev.distro.template.parse.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates pipelines and what they consist of, to values. Not thread-safe. */
final class Evaluator {
  private final RunState state;
  private final ExecOptions options;
  private final Calls calls;
  private final Members members;

  Evaluator(RunState state, ExecOptions options, Execution execution) {
    this.state = state;
    this.options = options;
    this.calls = new Calls(state, execution, this);
    this.members = new Members(state, options.missingKey(), calls);
  }

  /** The value of a pipeline, whose variables are set. */
  @Nullable Object pipeline(@Nullable Object dot, Node.Pipe pipe) {
    state.node = pipe;
    List<Node.Command> commands = pipe.commands();
    Object value = Values.MISSING;
    for (int i = 0; i < commands.size(); i++) {
      value = Values.unboxed(command(dot, commands.get(i), value));
    }
    List<Node.Variable> declared = pipe.variables();
    for (int i = 0; i < declared.size(); i++) {
      if (pipe.isAssignment()) {
        state.assign(declared.get(i).name(), value, false);
      } else {
        state.variables.push(declared.get(i).name(), value);
      }
    }
    return value;
  }

  private @Nullable Object command(
      @Nullable Object dot, Node.Command command, @Nullable Object last) {
    List<Node> arguments = command.arguments();
    Node first = arguments.get(0);
    return switch (first.kind()) {
      case FIELD -> field(dot, (Node.Field) first, Operands.of(command, dot, last));
      case CHAIN -> chain(dot, (Node.Chain) first, Operands.of(command, dot, last));
      case IDENTIFIER ->
          function((Node.Identifier) first, command, Operands.of(command, dot, last));
      case VARIABLE -> variable((Node.Variable) first, Operands.of(command, dot, last));
      case PIPE -> {
        refuseArguments(arguments, last);
        yield pipeline(dot, (Node.Pipe) first);
      }
      default -> {
        state.node = first;
        refuseArguments(arguments, last);
        yield constant(dot, first);
      }
    };
  }

  private void refuseArguments(List<Node> arguments, @Nullable Object last) {
    if (arguments.size() > 1 || last != Values.MISSING) {
      throw state.error("can't give argument to non-function " + arguments.get(0));
    }
  }

  private @Nullable Object constant(@Nullable Object dot, Node word) {
    return switch (word.kind()) {
      case BOOL -> ((Node.Bool) word).value();
      case DOT -> dot;
      case NIL -> throw state.error("nil is not a command");
      case NUMBER -> literal(word, GoType.ANY);
      case STRING -> ((Node.Literal) word).value();
      default -> throw state.error("can't evaluate command " + Quote.quote(word.toString()));
    };
  }

  private @Nullable Object field(@Nullable Object dot, Node.Field field, Operands operands) {
    state.node = field;
    state.isResultBoxed = state.isDotBoxed;
    return members.follow(dot, field, field.names(), operands);
  }

  private @Nullable Object chain(@Nullable Object dot, Node.Chain chain, Operands operands) {
    state.node = chain;
    if (chain.operand().kind() == Node.Kind.NIL) {
      throw state.error("indirection through explicit nil in " + chain);
    }
    state.isResultBoxed = false;
    Object receiver = argument(dot, GoType.ANY, chain.operand());
    if (chain.operand().kind() == Node.Kind.PIPE) {
      state.isResultBoxed = false;
    }
    return members.follow(receiver, chain, chain.fields(), operands);
  }

  private @Nullable Object variable(Node.Variable variable, Operands operands) {
    state.node = variable;
    int slot = state.slot(variable.name());
    if (variable.fields().isEmpty()) {
      if (!operands.isEmpty()) {
        throw state.error("can't give argument to non-function " + operands.nodes().get(0));
      }
      return state.variables.get(slot);
    }
    state.isResultBoxed = state.variables.isBoxed(slot);
    return members.follow(state.variables.get(slot), variable, variable.fields(), operands);
  }

  private @Nullable Object function(Node.Identifier identifier, Node at, Operands operands) {
    state.node = identifier;
    TemplateFunction function = options.function(identifier.name());
    if (function == null) {
      throw state.error(Quote.quote(identifier.name()) + " is not a defined function");
    }
    return calls.invoke(function, at, identifier.name(), operands);
  }

  /** Evaluates an argument for a parameter of some type. */
  @Nullable Object argument(@Nullable Object dot, GoType type, Node argument) {
    state.node = argument;
    return switch (argument.kind()) {
      case DOT -> checked(dot, type);
      case FIELD -> checked(field(dot, (Node.Field) argument, Operands.NONE), type);
      case VARIABLE -> checked(variable((Node.Variable) argument, Operands.NONE), type);
      case PIPE -> checked(pipeline(dot, (Node.Pipe) argument), type);
      case IDENTIFIER ->
          checked(function((Node.Identifier) argument, argument, Operands.NONE), type);
      case CHAIN -> checked(chain(dot, (Node.Chain) argument, Operands.NONE), type);
      default -> literal(argument, type);
    };
  }

  /** The same value, or what Go converts it to for the type. */
  @Nullable Object checked(@Nullable Object value, GoType type) {
    if (type == GoType.ANY) {
      return value;
    }
    try {
      return Conversions.checked(value, type);
    } catch (FunctionException e) {
      throw state.error(e);
    }
  }

  private @Nullable Object literal(Node literal, GoType type) {
    try {
      return literal.kind() == Node.Kind.NIL
          ? Conversions.nil(type)
          : Conversions.constant(literal, type);
    } catch (FunctionException e) {
      throw state.error(e);
    }
  }
}
