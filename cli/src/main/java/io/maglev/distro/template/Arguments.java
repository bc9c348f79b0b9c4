package io.maglev.distro.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call, already checked against the function's signature, so that the typed
 * accessors only cast. Not to be kept after the call.
 */
public final class Arguments {
  private final List<@Nullable Object> values;
  private final @Nullable Execution execution;

  /** Takes the list as it is; it may hold nulls. */
  public Arguments(List<@Nullable Object> values) {
    this(values, null);
  }

  /** The arguments of a call made by a running template. */
  public Arguments(List<@Nullable Object> values, @Nullable Execution execution) {
    this.values = values;
    this.execution = execution;
  }

  /**
   * The run the call is made from.
   *
   * @throws FunctionException if the function is called from no template
   */
  public Execution execution() {
    if (execution == null) {
      throw new FunctionException("no template is executing");
    }
    return execution;
  }

  /** See {@link Execution#spend}; without effect if the function is called from no template. */
  public void spend(long steps) {
    if (execution != null) {
      execution.spend(steps);
    }
  }

  public int count() {
    return values.size();
  }

  public @Nullable Object any(int index) {
    return values.get(index);
  }

  public String string(int index) {
    return (String) required(index);
  }

  public boolean bool(int index) {
    return (Boolean) required(index);
  }

  /** The value of an {@code int} or {@code int64} parameter. */
  public long integer(int index) {
    Object value = required(index);
    return value instanceof GoInt number ? number.value() : ((Number) value).longValue();
  }

  public double float64(int index) {
    return ((Number) required(index)).doubleValue();
  }

  @SuppressWarnings("unchecked") // template maps have string keys only
  public Map<String, @Nullable Object> map(int index) {
    return (Map<String, @Nullable Object>) required(index);
  }

  @SuppressWarnings("unchecked") // any element type is an Object
  public List<@Nullable Object> list(int index) {
    return (List<@Nullable Object>) required(index);
  }

  /** All arguments from {@code first} on: what a variadic Go function sees as its slice. */
  public List<@Nullable Object> from(int first) {
    return values.subList(first, values.size());
  }

  private Object required(int index) {
    Object value = values.get(index);
    if (value == null) {
      throw new FunctionException("unexpected nil argument " + index);
    }
    return value;
  }
}
