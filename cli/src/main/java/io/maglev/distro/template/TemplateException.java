package io.maglev.distro.template;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A template that does not parse or does not execute. The message is, to the letter, Go's. */
public class TemplateException extends DistroException {
  private static final long serialVersionUID = 1L;

  private final transient SourceLocation place;

  /**
   * Takes Go's text and its parts.
   *
   * @param place template name, line, and Go's byte column (from 0; 0 for parse errors), and what
   *     is wrong there without any place
   */
  public TemplateException(String goText, SourceLocation place, @Nullable Throwable cause) {
    super(ErrorCode.RENDER_FAILED, goText, List.of(place), Optional.empty(), cause);
    this.place = place;
  }

  /** The name given to the text at parsing, which contains the fault. */
  public String templateName() {
    return place.file();
  }

  public int line() {
    return place.line();
  }

  /** None: the place in the template tells more, and errors are wrapped at each nested run. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** What is wrong, without any place. */
  public String detail() {
    return place.detail();
  }
}
