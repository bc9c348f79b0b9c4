package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoList;
import io.maglev.distro.template.GoNilSlice;
import io.maglev.distro.template.GoTyped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sprig's list functions. The {@code must} forms return the error that the others panic with, which
 * a template cannot tell apart. Lists are never changed in place.
 */
final class ListFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        list(...any) []any | {{ list 1 "a" nil }} | [1 a <nil>]
        tuple(...any) []any | {{ tuple 1 2 }} | [1 2]
        append(any, any) []any | {{ append (list 1) 2 }} | [1 2]
        push(any, any) []any | {{ push (list 1) 2 }} | [1 2]
        mustAppend(any, any) []any | {{ mustAppend (list 1) 2 }} | [1 2]
        mustPush(any, any) []any | {{ mustPush (list 1) 2 }} | [1 2]
        prepend(any, any) []any | {{ prepend (list 1) 0 }} | [0 1]
        mustPrepend(any, any) []any | {{ mustPrepend (list 1) 0 }} | [0 1]
        first(any) any | {{ first (list 1 2 3) }} | 1
        mustFirst(any) any | {{ mustFirst (list 1 2 3) }} | 1
        last(any) any | {{ last (list 1 2 3) }} | 3
        mustLast(any) any | {{ mustLast (list 1 2 3) }} | 3
        rest(any) []any | {{ rest (list 1 2 3) }} | [2 3]
        mustRest(any) []any | {{ mustRest (list 1 2 3) }} | [2 3]
        initial(any) []any | {{ initial (list 1 2 3) }} | [1 2]
        mustInitial(any) []any | {{ mustInitial (list 1 2 3) }} | [1 2]
        reverse(any) []any | {{ reverse (list 1 2 3) }} | [3 2 1]
        mustReverse(any) []any | {{ mustReverse (list 1 2 3) }} | [3 2 1]
        uniq(any) []any | {{ uniq (list 1 2 1) }} | [1 2]
        mustUniq(any) []any | {{ mustUniq (list 1 2 1) }} | [1 2]
        compact(any) []any | {{ compact (list 1 "" 0 "a" nil) }} | [1 a]
        mustCompact(any) []any | {{ mustCompact (list 1 "" "a") }} | [1 a]
        without(any, ...any) []any | {{ without (list 1 2 3 4) 1 3 }} | [2 4]
        mustWithout(any, ...any) []any | {{ mustWithout (list 1 2 3) 1 3 }} | [2]
        has(any, any) bool | {{ has 2 (list 1 2 3) }} | true
        mustHas(any, any) bool | {{ mustHas 4 (list 1 2 3) }} | false
        slice(any, ...any) any | {{ slice (list 1 2 3 4) 1 3 }} | [2 3]
        mustSlice(any, ...any) any | {{ mustSlice (list 1 2 3 4) 2 }} | [3 4]
        concat(...any) any | {{ concat (list 1) (list 2 3) }} | [1 2 3]
        chunk(int, any) []any | {{ chunk 2 (list 1 2 3) }} | [[1 2] [3]]
        mustChunk(int, any) []any | {{ mustChunk 2 (list 1 2 3) }} | [[1 2] [3]]
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return switch (name) {
      case "list", "tuple" -> new ArrayList<>(a.from(0));
      case "append", "push", "mustAppend", "mustPush" -> append(a.any(0), a.any(1));
      case "prepend", "mustPrepend" -> prepend(a.any(0), a.any(1));
      case "first", "mustFirst" -> end(Lists.of(a.any(0), "Cannot find first on type"), false);
      case "last", "mustLast" -> end(Lists.of(a.any(0), "Cannot find last on type"), true);
      case "rest", "mustRest" -> part(Lists.of(a.any(0), "Cannot find rest on type"), 1, 0);
      case "initial", "mustInitial" ->
          part(Lists.of(a.any(0), "Cannot find initial on type"), 0, 1);
      case "reverse", "mustReverse" -> reverse(Lists.of(a.any(0), "Cannot find reverse on type"));
      case "uniq", "mustUniq" -> uniq(Lists.of(a.any(0), "Cannot find uniq on type"));
      case "compact", "mustCompact" -> compact(Lists.of(a.any(0), "Cannot compact on type"));
      case "without", "mustWithout" ->
          without(Lists.of(a.any(0), "Cannot find without on type"), a.from(1));
      case "has", "mustHas" ->
          a.any(1) != null && contains(Lists.of(a.any(1), "Cannot find has on type"), a.any(0));
      case "slice", "mustSlice" -> slice(a.any(0), a.from(1));
      case "concat" -> concat(a.from(0));
      case "chunk", "mustChunk" -> chunk(a.integer(0), Lists.of(a.any(1), "Cannot chunk type"));
      default -> throw unknown(name);
    };
  }

  private static List<@Nullable Object> append(@Nullable Object list, @Nullable Object element) {
    List<@Nullable Object> result = new ArrayList<>(Lists.of(list, "Cannot push on type"));
    result.add(element);
    return result;
  }

  private static List<@Nullable Object> prepend(@Nullable Object list, @Nullable Object element) {
    List<@Nullable Object> elements = Lists.of(list, "Cannot prepend on type");
    List<@Nullable Object> result = new ArrayList<>(elements.size() + 1);
    result.add(element);
    result.addAll(elements);
    return result;
  }

  private static @Nullable Object end(List<@Nullable Object> list, boolean last) {
    return list.isEmpty() ? null : list.get(last ? list.size() - 1 : 0);
  }

  private static List<@Nullable Object> part(
      List<@Nullable Object> list, int fromStart, int fromEnd) {
    return list.isEmpty()
        ? GoNilSlice.ANY
        : new ArrayList<>(list.subList(fromStart, list.size() - fromEnd));
  }

  private static List<@Nullable Object> reverse(List<@Nullable Object> list) {
    List<@Nullable Object> result = new ArrayList<>(list);
    Collections.reverse(result);
    return result;
  }

  private static List<@Nullable Object> uniq(List<@Nullable Object> list) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object element : list) {
      if (!contains(result, element)) {
        result.add(element);
      }
    }
    return result;
  }

  private static List<@Nullable Object> compact(List<@Nullable Object> list) {
    List<@Nullable Object> result = new ArrayList<>(list);
    result.removeIf(element -> !GoKind.isTrue(element));
    return result;
  }

  private static List<@Nullable Object> without(
      List<@Nullable Object> list, List<@Nullable Object> omitted) {
    List<@Nullable Object> result = new ArrayList<>(list);
    result.removeIf(element -> contains(omitted, element));
    return result;
  }

  private static boolean contains(List<@Nullable Object> list, @Nullable Object element) {
    for (Object candidate : list) {
      if (DeepEqual.test(element, candidate)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Object slice(@Nullable Object value, List<@Nullable Object> indexes) {
    List<@Nullable Object> list = Lists.of(value, "list should be type of slice or array but");
    if (list.isEmpty()) {
      return null;
    }
    long start = indexes.isEmpty() ? 0 : Casts.toInt64(indexes.get(0));
    long end = indexes.size() < 2 ? list.size() : Casts.toInt64(indexes.get(1));
    if (start < 0 || start > end || end > list.size()) {
      throw new FunctionException("reflect.Value.Slice: slice index out of bounds");
    }
    if (value instanceof byte[] bytes) {
      return Arrays.copyOfRange(bytes, (int) start, (int) end);
    }
    List<@Nullable Object> part = list.subList((int) start, (int) end);
    return value instanceof GoTyped ? part : new ArrayList<>(part);
  }

  private static List<@Nullable Object> concat(List<@Nullable Object> lists) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object list : lists) {
      if (list == null || list instanceof List || list instanceof byte[]) {
        result.addAll(Lists.of(list, ""));
      } else {
        throw new FunctionException("Cannot concat type " + GoKind.of(list).goName() + " as list");
      }
    }
    return result.isEmpty() ? GoNilSlice.ANY : result;
  }

  /** Sprig's arithmetic with floats and remainders, which gives negative sizes a meaning. */
  private static GoList chunk(long size, List<@Nullable Object> list) {
    double count = Math.floor((list.size() - 1) / (double) size) + 1;
    requireLength(count);
    List<@Nullable Object> chunks = new ArrayList<>();
    for (int i = 0; i < (int) count; i++) {
      double length = size;
      if (i == (int) count - 1) {
        length = Math.floor(list.size() % (double) size);
        length = length == 0 ? size : length;
      }
      requireLength(length);
      int start = (int) (i * size);
      chunks.add(new ArrayList<>(list.subList(start, start + (int) length)));
    }
    return new GoList("[]interface {}", chunks);
  }

  private static void requireLength(double length) {
    if (!(length >= 0 && length <= Integer.MAX_VALUE)) {
      throw new FunctionException("runtime error: makeslice: len out of range");
    }
  }
}
