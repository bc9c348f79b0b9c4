package io.maglev.distro.cli.completion;

import io.maglev.distro.cli.completion.CommandWords.OptionWords;
import java.util.List;
import java.util.stream.Collectors;

/** Completion for zsh with its own {@code _arguments}; works sourced and from {@code $fpath}. */
final class ZshScript {
  private static final String HEAD =
      """
      #compdef distro
      # Completion of distro for zsh: source <(distro completion zsh), after compinit

      _distro() {
        local curcontext="$curcontext" state line ret=1
        typeset -A opt_args
        _arguments -C \\
      OPTIONS    '1:command:_distro_commands' '*::argument:->argument' && ret=0
        [[ $state == argument ]] || return ret
        curcontext="${curcontext%:*:*}:distro-$words[1]:"
        case $words[1] in
      """;
  private static final String TAIL =
      """
      if [[ $funcstack[1] == _distro ]]; then
        _distro "$@"
      else
        compdef _distro distro
      fi
      """;

  private ZshScript() {}

  static String of(List<CommandWords> commands) {
    StringBuilder text = new StringBuilder(HEAD.replace("OPTIONS", options()));
    for (CommandWords command : commands) {
      text.append("    ").append(command.name()).append(")\n      _arguments -S");
      command.options().forEach(option -> line(text, option(option)));
      for (int i = 0; i < command.arguments().size(); i++) {
        line(text, quoted((i + 1) + ":argument:" + action(command.arguments().get(i))));
      }
      text.append(" && ret=0\n      ;;\n");
    }
    return text.append("  esac\n  return ret\n}\n\n")
        .append(commands(commands))
        .append(TAIL)
        .toString();
  }

  private static String options() {
    return Shell.OPTIONS.entrySet().stream()
        .map(it -> "    " + quoted("(- *)" + it.getKey() + "[" + it.getValue() + "]") + " \\\n")
        .collect(Collectors.joining());
  }

  private static String commands(List<CommandWords> commands) {
    return commands.stream()
        .map(it -> "    " + quoted(it.name() + ":" + it.summary().replace(":", "\\:")) + "\n")
        .collect(
            Collectors.joining(
                "",
                "_distro_commands() {\n  local -a commands=(\n",
                "  )\n  _describe command commands\n}\n\n"));
  }

  private static void line(StringBuilder text, String specification) {
    text.append(" \\\n        ").append(specification);
  }

  /**
   * {@code '(-o --output)'{-o,--output=}'[how to print]:value:(table json)'}, as zshcompsys has it.
   */
  private static String option(OptionWords option) {
    String names = String.join(" ", option.names());
    String before = option.repeated() ? "*" : "(" + names + ")";
    String spelled =
        option.names().stream().map(name -> spelled(name, option)).collect(Collectors.joining(","));
    String rest = "[" + escaped(option.description()) + "]" + value(option);
    return option.names().size() == 1
        ? quoted(before + spelled + rest)
        : quoted(before) + "{" + spelled + "}" + quoted(rest);
  }

  /** A long option's value may follow '=' too, a short one's directly. */
  private static String spelled(String name, OptionWords option) {
    if (option.value().kind() == Expected.Kind.NOTHING) {
      return name;
    }
    boolean isLong = name.startsWith("--");
    return name + (isLong ? "=" : option.attached() ? "" : "+") + (option.attached() ? "-" : "");
  }

  private static String value(OptionWords option) {
    if (option.value().kind() == Expected.Kind.NOTHING) {
      return "";
    }
    return (option.attached() ? "::" : ":") + "value:" + action(option.value());
  }

  private static String action(Expected value) {
    String words = String.join(" ", value.words());
    return switch (value.kind()) {
      case NOTHING, ANYTHING -> " ";
      case WORDS -> "(" + words + ")";
      case LIST -> "_sequence compadd - " + words;
      case FILE -> value.words().isEmpty() ? "_files" : "_files -g \"" + glob(value) + "\"";
      case DIRECTORY -> "_files -/";
    };
  }

  private static String glob(Expected value) {
    return value.words().stream().map(ending -> "*" + ending).collect(Collectors.joining(" "));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
