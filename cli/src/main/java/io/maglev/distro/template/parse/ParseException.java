package io.maglev.distro.template.parse;

import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.template.TemplateException;

/** A text that is no template: {@code template: NAME:LINE: DETAIL}. */
public final class ParseException extends TemplateException {
  private static final long serialVersionUID = 1L;

  ParseException(String templateName, int line, String detail) {
    super(
        "template: " + templateName + ":" + line + ": " + detail,
        new SourceLocation(templateName, line, 0, detail),
        null);
  }
}
