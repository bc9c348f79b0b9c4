package io.maglev.distro.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What may stand as the value of an option or as an argument.
 *
 * @param kind what it is
 * @param words the choices, or the endings of the files that fit best
 */
record Expected(Kind kind, List<String> words) {

  /** What a shell can offer. */
  enum Kind {
    /** No value: the option is a flag. */
    NOTHING,
    /** A value that nobody can know here. */
    ANYTHING,
    /** One of the words. */
    WORDS,
    /** Some of the words, separated by commas. */
    LIST,
    /** A file, best with one of the endings. */
    FILE,
    DIRECTORY
  }

  static final Expected NOTHING = new Expected(Kind.NOTHING, List.of());
  static final Expected ANYTHING = new Expected(Kind.ANYTHING, List.of());

  private static final Pattern CHOICE = Pattern.compile("[a-z][a-z0-9-]*");
  private static final List<String> FILES = List.of("FILE", "PATH", "CHART", "KEY", "PUB");

  Expected {
    words = List.copyOf(words);
  }

  /**
   * What an option or argument takes: its candidates if it names them, else by its label, in which
   * words in small letters are choices and words in capitals are kinds of things.
   */
  static Expected of(ArgSpec argument) {
    if (argument.isOption() && argument.arity().max() == 0) {
      return NOTHING;
    }
    List<String> candidates = candidates(argument);
    Kind several = argument.isMultiValue() ? Kind.LIST : Kind.WORDS;
    if (!candidates.isEmpty()) {
      return new Expected(several, candidates);
    }
    List<String> labels = List.of(argument.paramLabel().split("[ |]+"));
    List<String> choices = choices(labels);
    if (!choices.isEmpty()) {
      return new Expected(several, choices);
    }
    return labels.stream().flatMap(label -> file(label).stream()).findFirst().orElse(ANYTHING);
  }

  private static List<String> candidates(ArgSpec argument) {
    List<String> words = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
    }
    return words;
  }

  private static List<String> choices(List<String> labels) {
    List<String> words = new ArrayList<>();
    for (String label : labels) {
      if (label.equals("kind=KIND")) {
        words.addAll(List.of("kind=managed-service", "kind=core-addon"));
      } else if (CHOICE.matcher(label).matches()) {
        words.add(label);
      }
    }
    return words;
  }

  private static Optional<Expected> file(String label) {
    return switch (label) {
      case "BUNDLE" -> Optional.of(new Expected(Kind.FILE, List.of(".distro.tar")));
      case "MANIFEST" -> Optional.of(new Expected(Kind.FILE, List.of(".yaml", ".yml")));
      case "DIR" -> Optional.of(new Expected(Kind.DIRECTORY, List.of()));
      default ->
          FILES.contains(label)
              ? Optional.of(new Expected(Kind.FILE, List.of()))
              : Optional.empty();
    };
  }
}
