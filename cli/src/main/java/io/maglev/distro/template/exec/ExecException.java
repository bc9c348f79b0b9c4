package io.maglev.distro.template.exec;

import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.template.TemplateException;
import io.maglev.distro.template.fmt.Quote;
import io.maglev.distro.template.parse.Node;
import io.maglev.distro.template.parse.Tree;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A template that failed while executing: {@code template: NAME:LINE:COL: executing "TEMPLATE" at
 * <CONTEXT>: DETAIL}.
 */
public final class ExecException extends TemplateException {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String executing;
  private final @Nullable String context;

  private ExecException(
      String goText,
      SourceLocation place,
      String executing,
      @Nullable String context,
      @Nullable Throwable cause) {
    super(goText, place, cause);
    this.column = place.column();
    this.executing = executing;
    this.context = context;
  }

  /** A failure at a node of a template. */
  static ExecException at(Tree tree, Node node, String detail, @Nullable Throwable cause) {
    int line = tree.line(node.position());
    int column = tree.column(node.position());
    String context = node.toString();
    String text =
        "template: "
            + tree.parseName()
            + ":"
            + line
            + ":"
            + column
            + ": executing "
            + Quote.quote(tree.name())
            + " at <"
            + context
            + ">: "
            + detail;
    SourceLocation place = new SourceLocation(tree.parseName(), line, column, detail);
    return new ExecException(text, place, tree.name(), context, cause);
  }

  /** A template that is not there. */
  static ExecException notDefined(String name, String set) {
    String detail =
        "no template " + Quote.quote(name) + " associated with template " + Quote.quote(set);
    SourceLocation place = new SourceLocation(set, 0, 0, detail);
    return new ExecException("template: " + detail, place, name, null, null);
  }

  /** Go's column: bytes from the start of the line, from 0. */
  public int column() {
    return column;
  }

  /** The name of the template that was executing. */
  public String executing() {
    return executing;
  }

  /** The source of the part that failed, empty if no template was executing yet. */
  public Optional<String> context() {
    return Optional.ofNullable(context);
  }
}
