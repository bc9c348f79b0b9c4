package io.maglev.distro.template.exec;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.Execution;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.parse.Node;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls functions and methods: Go's {@code evalCall}, which counts and evaluates the arguments
 * before the call and wraps what fails in it. Not thread-safe.
 */
final class Calls {
  private final RunState state;
  private final Execution execution;
  private final Evaluator evaluator;

  Calls(RunState state, Execution execution, Evaluator evaluator) {
    this.state = state;
    this.execution = execution;
    this.evaluator = evaluator;
  }

  /** Calls a function at a node. */
  @Nullable Object invoke(TemplateFunction function, Node at, String name, Operands operands) {
    checkCount(function, name, operands);
    if (function.body() == Builtins.AND || function.body() == Builtins.OR) {
      return shortCircuit(function.body() == Builtins.OR, operands);
    }
    Object[] values = evaluate(function, operands);
    if (function.body() == Builtins.CALL) {
      throw state.failedCall(at, name, notCallable(values[0], operands));
    }
    Object result;
    try {
      Arguments arguments = new Arguments(Arrays.asList(values), execution);
      execution.spend(1 + texts(values));
      result = ResultSize.checked(function.body().call(arguments));
      execution.spend(ResultSize.steps(result));
    } catch (RuntimeException e) {
      throw state.failedCall(at, name, e);
    }
    state.isResultBoxed = function.result() == GoType.ANY;
    return result == null ? nilResult(function.result()) : result;
  }

  private static long texts(@Nullable Object[] values) {
    long steps = 0;
    for (Object value : values) {
      steps += value instanceof String ? ResultSize.steps(value) : 0;
    }
    return steps;
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
        throw state.error(
            "wrong number of args for "
                + name
                + ": want at least "
                + (parameters - 1)
                + " got "
                + operands.count());
      }
    } else if (given != parameters) {
      throw state.error(
          "wrong number of args for " + name + ": want " + parameters + " got " + given);
    }
  }

  private @Nullable Object shortCircuit(boolean isOr, Operands operands) {
    Object value = null;
    for (int i = 1; i < operands.nodes().size(); i++) {
      value = evaluator.argument(operands.dot(), GoType.ANY, operands.nodes().get(i));
      if (GoKind.isTrue(Values.unboxed(value)) == isOr) {
        return value;
      }
    }
    return operands.hasLast() ? operands.last() : value;
  }

  private Object[] evaluate(TemplateFunction function, Operands operands) {
    int count = operands.count();
    Object[] values = new Object[count + (operands.hasLast() ? 1 : 0)];
    boolean keepsNil = function.body() == Builtins.LEN;
    for (int i = 0; i < count; i++) {
      Object value =
          evaluator.argument(operands.dot(), parameter(function, i), operands.nodes().get(i + 1));
      values[i] = keepsNil ? value : Values.unboxed(value);
    }
    if (operands.hasLast()) {
      values[count] =
          Values.unboxed(evaluator.checked(operands.last(), parameter(function, count)));
    }
    return values;
  }

  private static GoType parameter(TemplateFunction function, int index) {
    List<GoType> parameters = function.parameters();
    return parameters.get(Math.min(index, parameters.size() - 1));
  }
}
