package io.maglev.distro.template.exec;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.parse.Node;
import io.maglev.distro.template.parse.Tree;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has got: Go's {@code state}. The classes that carry out a run share one; the trees
 * are only read. Not thread-safe; after an error it stays as it was.
 */
final class RunState {
  final VariableStack variables = new VariableStack();

  /** The template being executed. */
  Tree tree;

  /** The node that errors are reported at. */
  Node node;

  /** How many templates are being executed one inside the other, weighed by the stack they take. */
  int depth;

  /** Whether dot has the static type interface {}, as the elements of a list do. */
  boolean isDotBoxed;

  /** The same of the field or function result evaluated last. */
  boolean isResultBoxed;

  private final Budget budget;

  RunState(Budget budget, Tree template, int depth) {
    this.budget = budget;
    this.tree = template;
    this.node = template.root();
    this.depth = depth;
  }

  /** Counts one step of the budget. */
  void step() {
    String problem = budget.step();
    if (problem != null) {
      throw error(problem);
    }
  }

  /** Refuses one more template inside those being executed, if they are too many. */
  void checkDepth() {
    if (depth >= budget.limits().depth()) {
      throw tooDeep();
    }
  }

  ExecException tooDeep() {
    return error("exceeded maximum template depth (" + budget.limits().depth() + ")");
  }

  /** A failure at the current node. */
  ExecException error(String detail) {
    return ExecException.at(tree, node, detail, null);
  }

  /** A failure at the current node, for a reason found elsewhere. */
  ExecException error(FunctionException cause) {
    return ExecException.at(tree, node, String.valueOf(cause.getMessage()), cause);
  }

  /** The failure of a function called at a node. */
  ExecException failedCall(Node at, String function, RuntimeException cause) {
    node = at;
    return ExecException.ofCall(tree, node, function, cause);
  }

  /** Where the variable lives. */
  int slot(String variable) {
    int slot = variables.find(variable);
    if (slot < 0) {
      throw error("undefined variable: " + variable);
    }
    return slot;
  }

  void assign(String variable, @Nullable Object value, boolean isBoxed) {
    variables.set(slot(variable), value, isBoxed);
  }
}
