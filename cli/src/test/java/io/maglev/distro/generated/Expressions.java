package io.maglev.distro.generated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Templates of one action that calls pure functions with arguments of mostly the right types. */
final class Expressions {
  private static final List<Signature> FUNCTIONS = read();

  private static final List<String> SINKS =
      List.of(
          "",
          "",
          " | toJson",
          " | quote",
          " | toYaml",
          " | typeOf",
          " | print",
          " | printf \"%v\"");

  private Expressions() {}

  /** A function and the types of what it takes and gives: see {@code generated/functions.txt}. */
  private record Signature(String name, List<String> arguments, char result) {}

  static Arbitrary<String> templates() {
    return Combinators.combine(call(FUNCTIONS, 2), Arbitraries.of(SINKS))
        .as((call, sink) -> "{{ " + call + sink + " }}");
  }

  private static Arbitrary<String> call(List<Signature> choices, int depth) {
    return Arbitraries.of(choices)
        .flatMap(
            function ->
                arguments(function, depth)
                    .map(
                        list -> String.join(" ", function.name(), String.join(" ", list)).strip()));
  }

  private static Arbitrary<List<String>> arguments(Signature function, int depth) {
    List<Arbitrary<List<String>>> each = new ArrayList<>();
    for (String type : function.arguments()) {
      Arbitrary<String> one = argument(type.charAt(0), depth);
      each.add(type.endsWith("*") ? one.list().ofMaxSize(3) : one.map(List::of));
    }
    return Combinators.combine(each).as(lists -> lists.stream().flatMap(List::stream).toList());
  }

  private static Arbitrary<String> argument(char type, int depth) {
    List<Tuple2<Integer, Arbitrary<String>>> choices = new ArrayList<>();
    choices.add(Tuple.of(7, Literals.of(type)));
    choices.add(Tuple.of(1, Literals.of('A')));
    List<Signature> makers =
        FUNCTIONS.stream().filter(function -> function.result() == type).toList();
    if (depth > 0 && !makers.isEmpty() && type != 'I') {
      choices.add(
          Tuple.of(5, Arbitraries.lazy(() -> call(makers, depth - 1)).map(c -> "(" + c + ")")));
    }
    return Arbitraries.frequencyOf(choices);
  }

  private static List<Signature> read() {
    try {
      return Files.readAllLines(Path.of("src/test/resources/generated/functions.txt")).stream()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(Expressions::signature)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Signature signature(String line) {
    List<String> words = List.of(line.split(" "));
    int arrow = words.indexOf("->");
    return new Signature(words.get(0), words.subList(1, arrow), words.get(arrow + 1).charAt(0));
  }
}
