package io.maglev.distro.error;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure the user is told of. The message follows {@code cannot <verb> <thing> '<name>':
 * <reason>} without a final full stop; it never holds a secret value.
 *
 * <p>Packages subclass it where a caller may want to catch one kind and read its datum.
 */
public class DistroException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<SourceLocation> where;
  private final transient Optional<String> hint;

  /**
   * @param where from the outermost place to the innermost, printed one per {@code at} line
   * @param hint what to do, in the imperative, naming the exact flag, key or command
   */
  public DistroException(
      ErrorCode code,
      String message,
      List<SourceLocation> where,
      Optional<String> hint,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.where = List.copyOf(where);
    this.hint = hint;
  }

  /** A failure that no place and no advice belong to. */
  public static DistroException of(ErrorCode code, String message) {
    return new DistroException(code, message, List.of(), Optional.empty(), null);
  }

  /** A failure with advice. */
  public static DistroException of(ErrorCode code, String message, String hint) {
    return new DistroException(code, message, List.of(), Optional.of(hint), null);
  }

  /** A failure at one place. */
  public static DistroException at(ErrorCode code, String message, SourceLocation where) {
    return new DistroException(code, message, List.of(where), Optional.empty(), null);
  }

  public ErrorCode code() {
    return code;
  }

  public List<SourceLocation> where() {
    return where;
  }

  public Optional<String> hint() {
    return hint;
  }

  /** The same failure seen from further out: {@code outer} becomes the first {@code at} line. */
  public DistroException within(String message, SourceLocation outer) {
    List<SourceLocation> places = new java.util.ArrayList<>();
    places.add(outer);
    places.addAll(where);
    return new DistroException(code, message, places, hint, this);
  }
}
