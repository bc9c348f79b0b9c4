package io.maglev.distro.template;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Go slice of another element type than interface {} or string, e.g. {@code []int}. Immutable.
 */
public final class GoList extends AbstractList<@Nullable Object> implements GoTyped {
  private final String elementType;
  private final List<@Nullable Object> elements;

  /**
   * Copies the elements.
   *
   * @param elementType as Go prints it, e.g. {@code int}
   */
  public GoList(String elementType, List<? extends @Nullable Object> elements) {
    this.elementType = elementType;
    this.elements = Collections.unmodifiableList(new ArrayList<>(elements));
  }

  @Override
  public String goTypeName() {
    return "[]" + elementType;
  }

  @Override
  public @Nullable Object get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public GoList subList(int from, int to) {
    return new GoList(elementType, elements.subList(from, to));
  }
}
