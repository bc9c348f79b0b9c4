package io.maglev.distro.template.exec;

import io.maglev.distro.template.Execution;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.parse.Tree;
import org.jspecify.annotations.Nullable;

/** A run as its functions see it: they may run templates inside it. Not thread-safe. */
final class NestedRuns implements Execution {
  /** A nested run takes more stack than a call, and wraps errors; Helm allows 1000 for a name. */
  private static final int WEIGHT = 64;

  private final Run run;
  private final RunState state;

  NestedRuns(Run run, RunState state) {
    this.run = run;
    this.state = state;
  }

  @Override
  public String templateName() {
    return state.tree.name();
  }

  @Override
  public String execute(String name, @Nullable Object data) {
    Tree template = run.set().tree(name);
    if (template == null) {
      throw ExecException.notDefined(name, run.set().name());
    }
    return nested(run, template, data);
  }

  @Override
  public String executeText(String text, @Nullable Object data) {
    Template template = run.set().with(run.set().name(), text);
    return nested(new Run(template.set(), run.options(), run.budget()), template.tree(), data);
  }

  @Override
  public void spend(long steps) {
    String problem = run.budget().spend(steps);
    if (problem != null) {
      throw new FunctionException(problem);
    }
  }

  private String nested(Run inner, Tree template, @Nullable Object data) {
    state.checkDepth();
    StringBuilder text = new StringBuilder();
    new Executor(inner, template, text, state.depth + WEIGHT).run(data);
    return text.toString();
  }
}
