package io.maglev.distro.cli.output;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.SourceLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a failure says, as data for programs. */
public final class ErrorData {
  private ErrorData() {}

  /** Code, message, places from the outermost to the innermost, and the hint if there is one. */
  public static Map<String, @Nullable Object> of(DistroException failure) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("code", failure.code().name());
    data.put("message", String.valueOf(failure.getMessage()));
    data.put("at", failure.where().stream().map(SourceLocation::toString).toList());
    failure.hint().ifPresent(hint -> data.put("hint", hint));
    return data;
  }
}
