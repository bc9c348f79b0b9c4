package io.maglev.distro.template;

import java.util.AbstractList;
import org.jspecify.annotations.Nullable;

/**
 * A nil Go slice: empty, but {@code null} as JSON or YAML, and not deeply equal to an empty one.
 * Some functions return it, e.g. {@code rest} of an empty list. Immutable.
 */
public final class GoNilSlice extends AbstractList<@Nullable Object> implements GoTyped {
  /** A nil {@code []interface {}}. */
  public static final GoNilSlice ANY = new GoNilSlice(GoType.LIST.goName());

  /** A nil {@code []string}. */
  public static final GoNilSlice STRINGS = new GoNilSlice(GoType.STRINGS.goName());

  private final String goTypeName;

  private GoNilSlice(String goTypeName) {
    this.goTypeName = goTypeName;
  }

  /** A nil slice of elements of this Go type. */
  public static GoNilSlice of(String elementType) {
    return new GoNilSlice("[]" + elementType);
  }

  @Override
  public String goTypeName() {
    return goTypeName;
  }

  @Override
  public @Nullable Object get(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public int size() {
    return 0;
  }
}
