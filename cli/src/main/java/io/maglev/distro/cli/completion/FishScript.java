package io.maglev.distro.cli.completion;

import io.maglev.distro.cli.completion.CommandWords.OptionWords;
import java.util.List;
import java.util.stream.Collectors;

/** Completion for fish. */
final class FishScript {
  private static final String HEAD =
      """
      # Completion of distro for fish: distro completion fish | source

      function __distro_runs --description 'whether the command is this one; without one, whether there is none'
          set -l words (commandline -opc)
          test "$words[2]" = "$argv[1]"
      end

      complete -c distro -e
      complete -c distro -f
      """;

  private FishScript() {}

  static String of(List<CommandWords> commands) {
    StringBuilder text = new StringBuilder(HEAD);
    for (CommandWords command : commands) {
      text.append("complete -c distro -n '__distro_runs' -a ").append(command.name());
      text.append(" -d ").append(quoted(command.summary())).append('\n');
    }
    Shell.OPTIONS.forEach(
        (name, description) ->
            text.append("complete -c distro -n '__distro_runs' -l ")
                .append(name.substring(2))
                .append(" -d ")
                .append(quoted(description))
                .append('\n'));
    for (CommandWords command : commands) {
      String start = "complete -c distro -n '__distro_runs " + command.name() + "'";
      text.append('\n');
      command.options().forEach(option -> option(text.append(start), option));
      command.arguments().stream()
          .map(FishScript::candidates)
          .distinct()
          .forEach(candidates -> text.append(start).append(candidates).append('\n'));
    }
    return text.toString();
  }

  private static void option(StringBuilder text, OptionWords option) {
    for (String name : option.names()) {
      text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    text.append(" -d ").append(quoted(option.description()));
    if (option.value().kind() != Expected.Kind.NOTHING) {
      text.append(option.attached() ? "" : " -r").append(candidates(option.value()));
    }
    text.append('\n');
  }

  private static String candidates(Expected value) {
    String words = String.join(" ", value.words());
    return switch (value.kind()) {
      case NOTHING, ANYTHING -> " -f";
      case WORDS -> " -f -a " + quoted(words);
      case LIST -> " -f -a " + quoted("(__fish_complete_list , 'printf \"%s\\n\" " + words + "')");
      case FILE -> words.isEmpty() ? " -F" : " -f -k -a " + quoted("(" + suffixes(value) + ")");
      case DIRECTORY -> " -f -a '(__fish_complete_directories)'";
    };
  }

  private static String suffixes(Expected value) {
    return value.words().stream()
        .map(ending -> "__fish_complete_suffix " + ending)
        .collect(Collectors.joining("; "));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
