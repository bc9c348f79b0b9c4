package io.maglev.distro.template.exec;

import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.fmt.Quote;
import io.maglev.distro.template.parse.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds fields, methods and entries of values by name: Go's {@code evalField}. Not thread-safe. */
final class Members {
  private final RunState state;
  private final MissingKey missingKey;
  private final Calls calls;

  Members(RunState state, MissingKey missingKey, Calls calls) {
    this.state = state;
    this.missingKey = missingKey;
    this.calls = calls;
  }

  /**
   * Follows names from a value.
   *
   * @param operands of the last name, which may be a method
   */
  @Nullable Object follow(@Nullable Object start, Node at, List<String> names, Operands operands) {
    Object receiver = start;
    int last = names.size() - 1;
    for (int i = 0; i < last; i++) {
      receiver = member(receiver, at, names.get(i), Operands.NONE);
    }
    return member(receiver, at, names.get(last), operands);
  }

  private @Nullable Object member(
      @Nullable Object receiver, Node at, String name, Operands operands) {
    if (receiver == null) {
      if (missingKey == MissingKey.ERROR) {
        throw state.error("nil data; no entry for key " + Quote.quote(name));
      }
      return null;
    }
    if (receiver == Values.NIL) {
      throw state.error("nil pointer evaluating interface {}." + name);
    }
    if (receiver instanceof GoObject object) {
      Optional<TemplateFunction> method = object.method(name);
      if (method.isPresent()) {
        return calls.invoke(method.get(), at, name, operands);
      }
      Optional<GoObject.Field> field = object.field(name);
      if (field.isPresent()) {
        return objectField(field.get(), name, operands);
      }
    }
    if (receiver instanceof Map<?, ?> map) {
      return entry(map, name, operands);
    }
    throw state.error(
        "can't evaluate field "
            + name
            + " in type "
            + Values.typeName(receiver, state.isResultBoxed));
  }

  private Object objectField(GoObject.Field field, String name, Operands operands) {
    if (!operands.isEmpty()) {
      throw state.error(name + " has arguments but cannot be invoked as function");
    }
    state.isResultBoxed = false;
    return field.value() == null ? Values.NIL : field.value();
  }

  private @Nullable Object entry(Map<?, ?> map, String name, Operands operands) {
    if (!operands.isEmpty()) {
      throw state.error(name + " is not a method but has arguments");
    }
    state.isResultBoxed = Values.hasBoxedElements(map);
    Object value = map.get(name);
    if (value != null) {
      return value;
    }
    if (missingKey == MissingKey.ZERO || map.containsKey(name)) {
      return Values.zeroElement(map);
    }
    if (missingKey == MissingKey.ERROR) {
      throw state.error("map has no entry for key " + Quote.quote(name));
    }
    return null;
  }
}
