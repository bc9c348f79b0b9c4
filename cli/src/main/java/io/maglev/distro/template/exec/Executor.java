package io.maglev.distro.template.exec;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.Execution;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.fmt.GoFormat;
import io.maglev.distro.template.fmt.Quote;
import io.maglev.distro.template.parse.Node;
import io.maglev.distro.template.parse.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a template: Go's {@code exec.go}. All state of the run is here, the tree is only read.
 * Not thread-safe; used once, and after an error left as it was.
 */
final class Executor implements Execution {
  /** A nested run takes more stack than a call, and wraps errors; Helm allows 1000 for a name. */
  private static final int NESTED_RUN_WEIGHT = 64;

  /** How a body ended; break and continue go up to their range as plain results. */
  private enum End {
    NORMAL,
    BREAK,
    CONTINUE
  }

  /** What a run shares with the runs nested in it. */
  record Run(TemplateSet set, ExecOptions options, Budget budget) {}

  private final Run run;
  private final ExecOptions options;
  private final int maxOutput;
  private final StringBuilder out;
  private final VariableStack variables = new VariableStack();
  private Tree tree;

  /** The node that errors are reported at. */
  private Node node;

  /** How many templates are being executed one inside the other, weighed by the stack they take. */
  private int depth;

  /** Whether dot has the static type interface {}, as the elements of a list do. */
  private boolean isDotBoxed;

  /** The same of the field or function result evaluated last. */
  private boolean isResultBoxed;

  Executor(Run run, Tree template, StringBuilder out) {
    this.run = run;
    this.options = run.options;
    this.maxOutput = run.budget.limits().outputChars();
    this.out = out;
    this.tree = template;
    this.node = template.root();
  }

  /** Runs the template; a stack that does not suffice becomes Go's error for endless recursion. */
  void runOutermost(@Nullable Object data) {
    try {
      runNested(data);
    } catch (StackOverflowError e) {
      throw tooDeep();
    }
  }

  private void runNested(@Nullable Object data) {
    variables.enter(data);
    walk(data, tree.root());
  }

  private ExecException tooDeep() {
    return error("exceeded maximum template depth (" + run.budget.limits().depth() + ")");
  }

  private ExecException error(String detail) {
    return ExecException.at(tree, node, detail, null);
  }

  private ExecException failedCall(Node at, String name, RuntimeException cause) {
    node = at;
    return ExecException.ofCall(tree, node, name, cause);
  }

  private void step() {
    String problem = run.budget.step();
    if (problem != null) {
      throw error(problem);
    }
  }

  private End walk(@Nullable Object dot, Node.Sequence body) {
    List<Node> nodes = body.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      End end = walk(dot, nodes.get(i));
      if (end != End.NORMAL) {
        return end;
      }
    }
    return End.NORMAL;
  }

  private End walk(@Nullable Object dot, Node current) {
    node = current;
    switch (current.kind()) {
      case TEXT -> write(((Node.Text) current).text());
      case ACTION -> action(dot, (Node.Action) current);
      case TEMPLATE -> call(dot, (Node.Call) current);
      case RANGE -> {
        return range(dot, (Node.Branch) current);
      }
      case IF, WITH -> {
        return ifOrWith(dot, (Node.Branch) current);
      }
      case BREAK -> {
        return End.BREAK;
      }
      case CONTINUE -> {
        return End.CONTINUE;
      }
      default -> throw error("unknown node: " + current);
    }
    return End.NORMAL;
  }

  private void write(String text) {
    out.append(text);
    if (out.length() > maxOutput) {
      throw error("exceeded maximum output size (" + maxOutput + ")");
    }
  }

  private void action(@Nullable Object dot, Node.Action action) {
    Object value = pipeline(dot, action.pipe());
    if (!action.pipe().variables().isEmpty()) {
      return;
    }
    node = action;
    if (value instanceof String text) {
      write(text);
    } else if (value == null) {
      write("<no value>");
    } else {
      try {
        GoFormat.print(out, value);
      } catch (FunctionException e) {
        throw ExecException.at(tree, node, String.valueOf(e.getMessage()), e);
      }
      write("");
    }
  }

  private End ifOrWith(@Nullable Object dot, Node.Branch branch) {
    int mark = variables.mark();
    Object value = pipeline(dot, branch.pipe());
    End end = End.NORMAL;
    if (GoKind.isTrue(value)) {
      end =
          branch.kind() == Node.Kind.WITH
              ? walkWithDot(value, false, branch.body())
              : walk(dot, branch.body());
    } else if (branch.otherwise() != null) {
      end = walk(dot, branch.otherwise());
    }
    variables.pop(mark);
    return end;
  }

  private End walkWithDot(@Nullable Object dot, boolean isBoxed, Node.Sequence body) {
    boolean before = isDotBoxed;
    isDotBoxed = isBoxed;
    End end = walk(dot, body);
    isDotBoxed = before;
    return end;
  }

  private End range(@Nullable Object dot, Node.Branch range) {
    int mark = variables.mark();
    Object value = pipeline(dot, range.pipe());
    if (Elements.isCount(value) && range.pipe().variables().size() > 1) {
      throw error(
          "can't use " + GoFormat.sprint(value) + " to iterate over more than one variable");
    }
    boolean any;
    try {
      any = Elements.visit(value, (index, element, boxed) -> pass(range, index, element, boxed));
    } catch (FunctionException e) {
      throw ExecException.at(tree, node, String.valueOf(e.getMessage()), e);
    }
    End end = End.NORMAL;
    if (!any && range.otherwise() != null) {
      end = walk(dot, range.otherwise());
    }
    variables.pop(mark);
    // Also a break in the else part belongs to this range, unlike a continue: so it is in Go.
    return end == End.BREAK ? End.NORMAL : end;
  }

  /** Executes the body of a range once; false after a break. */
  private boolean pass(
      Node.Branch range, @Nullable Object index, @Nullable Object element, boolean isBoxed) {
    step();
    int mark = variables.mark();
    Object value = element == null && isBoxed ? Values.NIL : element;
    setVariables(range.pipe(), index, value, isBoxed);
    End end = walkWithDot(value, isBoxed, range.body());
    variables.pop(mark);
    return end != End.BREAK;
  }

  /** Sets the variables that the pipeline of a range has declared or names. */
  private void setVariables(
      Node.Pipe pipe, @Nullable Object index, @Nullable Object value, boolean isBoxed) {
    List<Node.Variable> declared = pipe.variables();
    int count = declared.size();
    if (count == 0) {
      return;
    }
    if (pipe.isAssignment()) {
      if (count > 1) {
        assign(declared.get(0).name(), index, false);
      }
      assign(declared.get(count - 1).name(), value, isBoxed);
      return;
    }
    int top = variables.mark();
    variables.set(top - 1, value, isBoxed);
    if (count > 1) {
      variables.set(top - 2, index, false);
    }
  }

  private void assign(String name, @Nullable Object value, boolean isBoxed) {
    variables.set(slot(name), value, isBoxed);
  }

  private int slot(String name) {
    int slot = variables.find(name);
    if (slot < 0) {
      throw error("undefined variable: " + name);
    }
    return slot;
  }

  private void call(@Nullable Object dot, Node.Call call) {
    Tree callee = run.set.tree(call.name());
    if (callee == null) {
      throw error("template " + Quote.quote(call.name()) + " not defined");
    }
    if (depth >= run.budget.limits().depth()) {
      throw tooDeep();
    }
    step();
    Object data = call.pipe() == null ? null : pipeline(dot, call.pipe());
    Tree caller = tree;
    int frame = variables.enter(data);
    boolean wasBoxed = isDotBoxed;
    depth++;
    tree = callee;
    isDotBoxed = false;
    walk(data, callee.root());
    isDotBoxed = wasBoxed;
    tree = caller;
    depth--;
    variables.leave(frame);
    node = call;
  }

  private @Nullable Object pipeline(@Nullable Object dot, Node.Pipe pipe) {
    node = pipe;
    List<Node.Command> commands = pipe.commands();
    Object value = Values.MISSING;
    for (int i = 0; i < commands.size(); i++) {
      value = Values.unboxed(command(dot, commands.get(i), value));
    }
    List<Node.Variable> declared = pipe.variables();
    for (int i = 0; i < declared.size(); i++) {
      if (pipe.isAssignment()) {
        assign(declared.get(i).name(), value, false);
      } else {
        variables.push(declared.get(i).name(), value);
      }
    }
    return value;
  }

  private @Nullable Object command(
      @Nullable Object dot, Node.Command command, @Nullable Object last) {
    List<Node> arguments = command.arguments();
    Node first = arguments.get(0);
    return switch (first.kind()) {
      case FIELD -> field(dot, (Node.Field) first, new Operands(arguments, last));
      case CHAIN -> chain(dot, (Node.Chain) first, new Operands(arguments, last));
      case IDENTIFIER ->
          function(dot, (Node.Identifier) first, command, new Operands(arguments, last));
      case VARIABLE -> variable(dot, (Node.Variable) first, new Operands(arguments, last));
      case PIPE -> {
        refuseArguments(arguments, last);
        yield pipeline(dot, (Node.Pipe) first);
      }
      default -> {
        node = first;
        refuseArguments(arguments, last);
        yield constant(dot, first);
      }
    };
  }

  /**
   * What a function or method is given.
   *
   * @param nodes the function itself and its arguments; empty if it stands alone as an argument
   * @param last the value from the stage before, or {@link Values#MISSING}
   */
  private record Operands(List<Node> nodes, @Nullable Object last) {
    static final Operands NONE = new Operands(List.of(), Values.MISSING);

    int count() {
      return Math.max(0, nodes.size() - 1);
    }

    boolean hasLast() {
      return last != Values.MISSING;
    }

    boolean isEmpty() {
      return nodes.size() <= 1 && !hasLast();
    }
  }

  private void refuseArguments(List<Node> arguments, @Nullable Object last) {
    if (arguments.size() > 1 || last != Values.MISSING) {
      throw error("can't give argument to non-function " + arguments.get(0));
    }
  }

  private @Nullable Object constant(@Nullable Object dot, Node word) {
    return switch (word.kind()) {
      case BOOL -> ((Node.Bool) word).value();
      case DOT -> dot;
      case NIL -> throw error("nil is not a command");
      case NUMBER -> literal(word, GoType.ANY);
      case STRING -> ((Node.Literal) word).value();
      default -> throw error("can't evaluate command " + Quote.quote(word.toString()));
    };
  }

  private @Nullable Object field(@Nullable Object dot, Node.Field field, Operands operands) {
    node = field;
    isResultBoxed = isDotBoxed;
    return fields(dot, dot, field, new FieldChain(field.names(), operands));
  }

  private @Nullable Object chain(@Nullable Object dot, Node.Chain chain, Operands operands) {
    node = chain;
    if (chain.operand().kind() == Node.Kind.NIL) {
      throw error("indirection through explicit nil in " + chain);
    }
    isResultBoxed = false;
    Object receiver = argument(dot, GoType.ANY, chain.operand());
    if (chain.operand().kind() == Node.Kind.PIPE) {
      isResultBoxed = false;
    }
    return fields(dot, receiver, chain, new FieldChain(chain.fields(), operands));
  }

  private @Nullable Object variable(
      @Nullable Object dot, Node.Variable variable, Operands operands) {
    node = variable;
    int slot = slot(variable.name());
    if (variable.fields().isEmpty()) {
      if (!operands.isEmpty()) {
        throw error("can't give argument to non-function " + operands.nodes().get(0));
      }
      return variables.get(slot);
    }
    isResultBoxed = variables.isBoxed(slot);
    FieldChain names = new FieldChain(variable.fields(), operands);
    return fields(dot, variables.get(slot), variable, names);
  }

  /** Names of fields, of which the last may be a method that takes the operands. */
  private record FieldChain(List<String> names, Operands operands) {}

  private @Nullable Object fields(
      @Nullable Object dot, @Nullable Object start, Node at, FieldChain chain) {
    Object receiver = start;
    List<String> names = chain.names();
    int last = names.size() - 1;
    for (int i = 0; i <= last; i++) {
      Operands operands = i < last ? Operands.NONE : chain.operands();
      receiver = member(dot, receiver, at, names.get(i), operands);
    }
    return receiver;
  }

  private @Nullable Object member(
      @Nullable Object dot, @Nullable Object receiver, Node at, String name, Operands operands) {
    if (receiver == null) {
      if (options.missingKey() == MissingKey.ERROR) {
        throw error("nil data; no entry for key " + Quote.quote(name));
      }
      return null;
    }
    if (receiver == Values.NIL) {
      throw error("nil pointer evaluating interface {}." + name);
    }
    if (receiver instanceof GoObject object) {
      Optional<TemplateFunction> method = object.method(name);
      if (method.isPresent()) {
        return invoke(dot, method.get(), at, name, operands);
      }
      Optional<GoObject.Field> field = object.field(name);
      if (field.isPresent()) {
        return objectField(field.get(), name, operands);
      }
    }
    if (receiver instanceof Map<?, ?> map) {
      return entry(map, name, operands);
    }
    throw error(
        "can't evaluate field " + name + " in type " + Values.typeName(receiver, isResultBoxed));
  }

  private Object objectField(GoObject.Field field, String name, Operands operands) {
    if (!operands.isEmpty()) {
      throw error(name + " has arguments but cannot be invoked as function");
    }
    isResultBoxed = false;
    return field.value() == null ? Values.NIL : field.value();
  }

  private @Nullable Object entry(Map<?, ?> map, String name, Operands operands) {
    if (!operands.isEmpty()) {
      throw error(name + " is not a method but has arguments");
    }
    isResultBoxed = Values.hasBoxedElements(map);
    Object value = map.get(name);
    if (value != null) {
      return value;
    }
    if (options.missingKey() == MissingKey.ZERO || map.containsKey(name)) {
      return Values.zeroElement(map);
    }
    if (options.missingKey() == MissingKey.ERROR) {
      throw error("map has no entry for key " + Quote.quote(name));
    }
    return null;
  }

  private @Nullable Object function(
      @Nullable Object dot, Node.Identifier identifier, Node at, Operands operands) {
    node = identifier;
    TemplateFunction function = options.function(identifier.name());
    if (function == null) {
      throw error(Quote.quote(identifier.name()) + " is not a defined function");
    }
    return invoke(dot, function, at, identifier.name(), operands);
  }

  private @Nullable Object invoke(
      @Nullable Object dot, TemplateFunction function, Node at, String name, Operands operands) {
    checkCount(function, name, operands);
    if (function.body() == Builtins.AND || function.body() == Builtins.OR) {
      return shortCircuit(dot, function.body() == Builtins.OR, operands);
    }
    Object[] values = evaluate(dot, function, operands);
    if (function.body() == Builtins.CALL) {
      throw failedCall(at, name, notCallable(values[0], operands));
    }
    Object result;
    try {
      result = ResultSize.checked(function.body().call(new Arguments(Arrays.asList(values), this)));
    } catch (RuntimeException e) {
      throw failedCall(at, name, e);
    }
    isResultBoxed = function.result() == GoType.ANY;
    return result == null ? nilResult(function.result()) : result;
  }

  private static @Nullable Object nilResult(GoType type) {
    Object nil = Values.nilOf(type);
    return nil == null ? Values.NIL : nil;
  }

  /** No value of templates is a function, so the builtin call never succeeds. */
  private static FunctionException notCallable(@Nullable Object value, Operands operands) {
    if (value == null) {
      return new FunctionException("call of nil");
    }
    String shown = operands.count() > 0 ? operands.nodes().get(1).toString() : describe(value);
    return new FunctionException("non-function " + shown + " of type " + GoKind.typeNameOf(value));
  }

  /** Go's reflect.Value.String. */
  private static String describe(Object value) {
    return value instanceof String text ? text : "<" + GoKind.typeNameOf(value) + " Value>";
  }

  private void checkCount(TemplateFunction function, String name, Operands operands) {
    int given = operands.count() + (operands.hasLast() ? 1 : 0);
    int parameters = function.parameters().size();
    if (function.variadic()) {
      if (given < parameters - 1) {
        throw error(
            "wrong number of args for "
                + name
                + ": want at least "
                + (parameters - 1)
                + " got "
                + operands.count());
      }
    } else if (given != parameters) {
      throw error("wrong number of args for " + name + ": want " + parameters + " got " + given);
    }
  }

  private @Nullable Object shortCircuit(@Nullable Object dot, boolean isOr, Operands operands) {
    Object value = null;
    for (int i = 1; i < operands.nodes().size(); i++) {
      value = argument(dot, GoType.ANY, operands.nodes().get(i));
      if (GoKind.isTrue(Values.unboxed(value)) == isOr) {
        return value;
      }
    }
    return operands.hasLast() ? operands.last() : value;
  }

  private Object[] evaluate(@Nullable Object dot, TemplateFunction function, Operands operands) {
    int count = operands.count();
    Object[] values = new Object[count + (operands.hasLast() ? 1 : 0)];
    boolean keepsNil = function.body() == Builtins.LEN;
    for (int i = 0; i < count; i++) {
      Object value = argument(dot, parameter(function, i), operands.nodes().get(i + 1));
      values[i] = keepsNil ? value : Values.unboxed(value);
    }
    if (operands.hasLast()) {
      values[count] = Values.unboxed(checked(operands.last(), parameter(function, count)));
    }
    return values;
  }

  private static GoType parameter(TemplateFunction function, int index) {
    List<GoType> parameters = function.parameters();
    return parameters.get(Math.min(index, parameters.size() - 1));
  }

  /** Evaluates an argument for a parameter of some type. */
  private @Nullable Object argument(@Nullable Object dot, GoType type, Node argument) {
    node = argument;
    return switch (argument.kind()) {
      case DOT -> checked(dot, type);
      case FIELD -> checked(field(dot, (Node.Field) argument, Operands.NONE), type);
      case VARIABLE -> checked(variable(dot, (Node.Variable) argument, Operands.NONE), type);
      case PIPE -> checked(pipeline(dot, (Node.Pipe) argument), type);
      case IDENTIFIER ->
          checked(function(dot, (Node.Identifier) argument, argument, Operands.NONE), type);
      case CHAIN -> checked(chain(dot, (Node.Chain) argument, Operands.NONE), type);
      default -> literal(argument, type);
    };
  }

  private @Nullable Object checked(@Nullable Object value, GoType type) {
    if (type == GoType.ANY) {
      return value;
    }
    try {
      return Conversions.checked(value, type);
    } catch (FunctionException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Object literal(Node literal, GoType type) {
    try {
      return literal.kind() == Node.Kind.NIL
          ? Conversions.nil(type)
          : Conversions.constant(literal, type);
    } catch (FunctionException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String templateName() {
    return tree.name();
  }

  @Override
  public String execute(String name, @Nullable Object data) {
    Tree template = run.set.tree(name);
    if (template == null) {
      throw ExecException.notDefined(name, run.set.name());
    }
    return nested(run.set, template, data);
  }

  @Override
  public String executeText(String text, @Nullable Object data) {
    Template template = run.set.with(run.set.name(), text);
    return nested(template.set(), template.tree(), data);
  }

  private String nested(TemplateSet from, Tree template, @Nullable Object data) {
    if (depth >= run.budget.limits().depth()) {
      throw tooDeep();
    }
    StringBuilder text = new StringBuilder();
    Executor executor = new Executor(new Run(from, options, run.budget), template, text);
    executor.depth = depth + NESTED_RUN_WEIGHT;
    executor.runNested(data);
    return text.toString();
  }
}
