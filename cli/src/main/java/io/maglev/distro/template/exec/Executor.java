package io.maglev.distro.template.exec;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.fmt.GoFormat;
import io.maglev.distro.template.fmt.Quote;
import io.maglev.distro.template.parse.Node;
import io.maglev.distro.template.parse.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a template: walks its statements and writes what they give, as Go's {@code exec.go}.
 * Not thread-safe; used once.
 */
final class Executor {

  /** How a body ended; break and continue go up to their range as plain results. */
  private enum End {
    NORMAL,
    BREAK,
    CONTINUE
  }

  private final TemplateSet set;
  private final RunState state;
  private final VariableStack variables;
  private final Evaluator evaluator;
  private final int maxOutput;
  private final StringBuilder out;

  Executor(Run run, Tree template, StringBuilder out, int depth) {
    this.set = run.set();
    this.state = new RunState(run.budget(), template, depth);
    this.variables = state.variables;
    this.evaluator = new Evaluator(state, run.options(), new NestedRuns(run, state));
    this.maxOutput = run.budget().limits().outputChars();
    this.out = out;
  }

  /** Runs the template; a stack that does not suffice becomes Go's error for endless recursion. */
  void runOutermost(@Nullable Object data) {
    try {
      run(data);
    } catch (StackOverflowError e) {
      throw state.tooDeep();
    }
  }

  /** Runs the template inside a run that is going on. */
  void run(@Nullable Object data) {
    variables.enter(data);
    walk(data, state.tree.root());
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
    state.node = current;
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
      default -> throw state.error("unknown node: " + current);
    }
    return End.NORMAL;
  }

  private void write(String text) {
    out.append(text);
    if (out.length() > maxOutput) {
      throw state.error("exceeded maximum output size (" + maxOutput + ")");
    }
  }

  private void action(@Nullable Object dot, Node.Action action) {
    Object value = evaluator.pipeline(dot, action.pipe());
    if (!action.pipe().variables().isEmpty()) {
      return;
    }
    state.node = action;
    if (value instanceof String text) {
      write(text);
    } else if (value == null) {
      write("<no value>");
    } else {
      try {
        GoFormat.print(out, value);
      } catch (FunctionException e) {
        throw state.error(e);
      }
      write("");
    }
  }

  private End ifOrWith(@Nullable Object dot, Node.Branch branch) {
    int mark = variables.mark();
    Object value = evaluator.pipeline(dot, branch.pipe());
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
    boolean before = state.isDotBoxed;
    state.isDotBoxed = isBoxed;
    End end = walk(dot, body);
    state.isDotBoxed = before;
    return end;
  }

  private End range(@Nullable Object dot, Node.Branch range) {
    int mark = variables.mark();
    Object value = evaluator.pipeline(dot, range.pipe());
    if (Elements.isCount(value) && range.pipe().variables().size() > 1) {
      throw state.error(
          "can't use " + GoFormat.sprint(value) + " to iterate over more than one variable");
    }
    boolean any;
    try {
      any = Elements.visit(value, (index, element, boxed) -> pass(range, index, element, boxed));
    } catch (FunctionException e) {
      throw state.error(e);
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
    state.step();
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
        state.assign(declared.get(0).name(), index, false);
      }
      state.assign(declared.get(count - 1).name(), value, isBoxed);
      return;
    }
    int top = variables.mark();
    variables.set(top - 1, value, isBoxed);
    if (count > 1) {
      variables.set(top - 2, index, false);
    }
  }

  private void call(@Nullable Object dot, Node.Call call) {
    Tree callee = set.tree(call.name());
    if (callee == null) {
      throw state.error("template " + Quote.quote(call.name()) + " not defined");
    }
    state.checkDepth();
    state.step();
    Object data = call.pipe() == null ? null : evaluator.pipeline(dot, call.pipe());
    Tree caller = state.tree;
    int frame = variables.enter(data);
    boolean wasBoxed = state.isDotBoxed;
    state.depth++;
    state.tree = callee;
    state.isDotBoxed = false;
    walk(data, callee.root());
    state.isDotBoxed = wasBoxed;
    state.tree = caller;
    state.depth--;
    variables.leave(frame);
    state.node = call;
  }
}
