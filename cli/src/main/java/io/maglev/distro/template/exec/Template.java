package io.maglev.distro.template.exec;

import io.maglev.distro.template.parse.Tree;
import org.jspecify.annotations.Nullable;

/** One template and the set it calls others from. Immutable. */
public final class Template {
  private final TemplateSet set;
  private final Tree tree;

  Template(TemplateSet set, Tree tree) {
    this.set = set;
    this.tree = tree;
  }

  public String name() {
    return tree.name();
  }

  /** The templates this one can call. */
  public TemplateSet set() {
    return set;
  }

  Tree tree() {
    return tree;
  }

  /**
   * Executes the template.
   *
   * @throws ExecException with Go's message
   */
  public String execute(@Nullable Object data, ExecOptions options) {
    return execute(data, options, new Budget(options.limits()));
  }

  /** As {@link #execute(Object, ExecOptions)}, on what other executions have left of a budget. */
  String execute(@Nullable Object data, ExecOptions options, Budget budget) {
    StringBuilder out = new StringBuilder();
    execute(data, new Run(set, options, budget), out);
    return out.toString();
  }

  /** As {@link #execute(Object, ExecOptions)}; on failure, some output has been appended. */
  public void execute(@Nullable Object data, ExecOptions options, StringBuilder out) {
    execute(data, new Run(set, options, new Budget(options.limits())), out);
  }

  private void execute(@Nullable Object data, Run run, StringBuilder out) {
    Executor executor = new Executor(run, tree, out, 0);
    DeepStack.call(
        () -> {
          executor.runOutermost(data);
          return out;
        });
  }
}
