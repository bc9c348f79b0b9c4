package io.maglev.distro.cli.completion;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * All that can be written after a command's name.
 *
 * @param arguments what stands without an option, by place
 */
public record CommandWords(
    String name, String summary, List<OptionWords> options, List<Expected> arguments) {
  private static final Pattern DEFAULT = Pattern.compile("\\s*\\(default: [^)]*\\)$");
  private static final int MOST_ARGUMENTS = 8;

  /**
   * An option.
   *
   * @param names as typed, dashes included
   * @param attached its value may be left out, so it stands behind {@code =} in the same word
   */
  record OptionWords(
      List<String> names, String description, Expected value, boolean repeated, boolean attached) {

    /** Whether the next word is its value. */
    boolean takesNextWord() {
      return value.kind() != Expected.Kind.NOTHING && !attached;
    }
  }

  /** Reads them from picocli's model of a command. */
  public static CommandWords of(String name, String summary, CommandSpec spec) {
    return new CommandWords(
        name,
        summary,
        spec.options().stream()
            .filter(option -> !option.hidden())
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .map(option -> option(option, spec))
            .toList(),
        spec.positionalParameters().stream().flatMap(CommandWords::arguments).toList());
  }

  private static OptionWords option(OptionSpec option, CommandSpec command) {
    String description = option.description().length == 0 ? "" : option.description()[0];
    return new OptionWords(
        names(option, command),
        DEFAULT.matcher(description).replaceFirst(""),
        Expected.of(option),
        option.isMultiValue(),
        option.arity().min() == 0 && option.arity().max() > 0);
  }

  /** A flag that can be turned off has a second name for that. */
  private static List<String> names(OptionSpec option, CommandSpec command) {
    return Stream.of(option.names())
        .flatMap(
            name ->
                option.negatable()
                    ? Stream.of(
                        name, command.negatableOptionTransformer().makeNegative(name, command))
                    : Stream.of(name))
        .toList();
  }

  private static Stream<Expected> arguments(PositionalParamSpec argument) {
    int count = argument.isMultiValue() ? Math.min(MOST_ARGUMENTS, argument.arity().max()) : 1;
    return IntStream.range(0, count).mapToObj(i -> Expected.of(argument));
  }
}
