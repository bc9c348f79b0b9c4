package io.maglev.distro.template.exec;

import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.template.TemplateException;
import io.maglev.distro.template.fmt.Quote;
import io.maglev.distro.template.parse.Node;
import io.maglev.distro.template.parse.Tree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A template that failed while executing: {@code template: NAME:LINE:COL: executing "TEMPLATE" at
 * <CONTEXT>: DETAIL}.
 *
 * <p>The texts of nested failures repeat all inner ones. They are put together only when asked for,
 * since a thousand levels of includes would hold a thousand ever longer texts.
 */
public final class ExecException extends TemplateException {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String executing;
  private final @Nullable String context;

  /** The detail without the text of {@link #continuation}. */
  private final String reason;

  /** A failure whose text ends the detail. */
  private final @Nullable Throwable continuation;

  private ExecException(
      SourceLocation place,
      String executing,
      @Nullable String context,
      @Nullable Throwable cause,
      boolean isContinued) {
    super("", place, cause);
    this.column = place.column();
    this.executing = executing;
    this.context = context;
    this.reason = place.detail();
    this.continuation = isContinued ? cause : null;
  }

  /** A failure at a node of a template. */
  static ExecException at(Tree tree, Node node, String detail, @Nullable Throwable cause) {
    return new ExecException(place(tree, node, detail), tree.name(), node.toString(), cause, false);
  }

  /** The failure of a function called at a node. */
  static ExecException ofCall(Tree tree, Node node, String function, Throwable cause) {
    SourceLocation place = place(tree, node, "error calling " + function + ": ");
    return new ExecException(place, tree.name(), node.toString(), cause, true);
  }

  private static SourceLocation place(Tree tree, Node node, String detail) {
    int position = node.position();
    return new SourceLocation(tree.parseName(), tree.line(position), tree.column(position), detail);
  }

  /** A template that is not there. */
  static ExecException notDefined(String name, String set) {
    String detail =
        "no template " + Quote.quote(name) + " associated with template " + Quote.quote(set);
    return new ExecException(new SourceLocation(set, 0, 0, detail), name, null, null, false);
  }

  /** Go's text, to the letter. */
  @Override
  public String getMessage() {
    StringBuilder text = new StringBuilder();
    appendText(text, true);
    return text.toString();
  }

  @Override
  public String detail() {
    StringBuilder text = new StringBuilder();
    appendText(text, false);
    return text.toString();
  }

  @Override
  public List<SourceLocation> where() {
    return List.of(new SourceLocation(templateName(), line(), column, detail()));
  }

  private void appendText(StringBuilder text, boolean withHead) {
    boolean head = withHead;
    Throwable next = this;
    while (next instanceof ExecException failure) {
      if (head) {
        failure.appendHead(text);
      }
      text.append(failure.reason);
      next = failure.continuation;
      head = true;
    }
    if (next != null) {
      text.append(next.getMessage() == null ? next.toString() : next.getMessage());
    }
  }

  private void appendHead(StringBuilder text) {
    text.append("template: ");
    if (context != null) {
      text.append(templateName()).append(':').append(line()).append(':').append(column);
      text.append(": executing ").append(Quote.quote(executing));
      text.append(" at <").append(context).append(">: ");
    }
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
