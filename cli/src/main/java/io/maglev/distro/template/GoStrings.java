package io.maglev.distro.template;

import java.util.AbstractList;
import java.util.List;

/** A Go {@code []string}. Immutable. */
public final class GoStrings extends AbstractList<Object> implements GoTyped {
  private final List<String> elements;

  public GoStrings(List<String> elements) {
    this.elements = List.copyOf(elements);
  }

  /** The same elements, typed. */
  public List<String> strings() {
    return elements;
  }

  @Override
  public String goTypeName() {
    return GoType.STRINGS.goName();
  }

  @Override
  public String get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public GoStrings subList(int from, int to) {
    return new GoStrings(elements.subList(from, to));
  }
}
