package io.maglev.distro.template.exec;

import io.maglev.distro.template.parse.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function or method is given, not yet evaluated.
 *
 * @param nodes the function itself and its arguments; empty if it stands alone
 * @param dot what the arguments are evaluated with
 * @param last the value from the stage before, or {@link Values#MISSING}
 */
record Operands(List<Node> nodes, @Nullable Object dot, @Nullable Object last) {
  /** Those of a function or field that stands alone. */
  static final Operands NONE = new Operands(List.of(), null, Values.MISSING);

  /** Those of a stage of a pipeline. */
  static Operands of(Node.Command command, @Nullable Object dot, @Nullable Object last) {
    List<Node> nodes = command.arguments();
    return nodes.size() == 1 && last == Values.MISSING ? NONE : new Operands(nodes, dot, last);
  }

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
