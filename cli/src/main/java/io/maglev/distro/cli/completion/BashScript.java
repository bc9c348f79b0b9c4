package io.maglev.distro.cli.completion;

import io.maglev.distro.cli.completion.CommandWords.OptionWords;
import java.util.List;
import java.util.stream.Collectors;

/** Completion for bash, without the package bash-completion. */
final class BashScript {
  private static final String LOGIC =
      """
      # Completion of distro for bash: source <(distro completion bash)

      _distro() {
        local IFS=$' \\t\\n' line=${COMP_LINE:0:COMP_POINT} words word command expected='' i argument=0
        line=${line//'\\ '/$'\\001'}
        read -ra words <<< "$line"
        [[ $line == *[[:space:]] ]] && words+=('')
        COMPREPLY=()
        word=${words[${#words[@]}-1]//$'\\001'/'\\ '}
        command=${words[1]}
        if (( ${#words[@]} <= 2 )); then
          case $word in
            -*) _distro_offer "$word" "$(_distro_options '')" ;;
            *) _distro_offer "$word" "$(_distro_commands)" ;;
          esac
          return
        fi
        for (( i = 2; i < ${#words[@]} - 1; i++ )); do
          case ${words[i]} in
            -*) _distro_takes_next_word "$command" "${words[i]}" && (( i++ )) ;;
            *) (( argument++ )) ;;
          esac
        done
        if (( i == ${#words[@]} )); then
          _distro_value "$command" "${words[i-2]}"
        elif [[ $word == -*=* ]]; then
          _distro_value "$command" "${word%%=*}"
        elif [[ $word == -* ]]; then
          _distro_offer "$word" "$(_distro_options "$command")"
          return
        else
          _distro_argument "$command" "$argument"
        fi
        _distro_expected "$word"
      }

      # Completes a value: the word up to its '=' and, in lists, up to the last comma stays.
      _distro_expected() {
        local word=$1 head='' found
        [[ $word == -*=* ]] && head=${word%%=*}=
        [[ ${expected%% *} == list && $word == *,* ]] && head=${word%,*},
        case ${expected%% *} in
          words | list)
            for found in ${expected#* }; do
              [[ $head$found == "$word"* ]] && COMPREPLY+=("$head$found")
            done
            ;;
          files)
            compopt -o filenames 2> /dev/null
            while IFS='' read -r found; do
              COMPREPLY+=("$head$found")
            done < <(_distro_files "${word#"$head"}")
            ;;
        esac
        _distro_cut "$word"
      }

      # Directories, and the files that end as expected.
      _distro_files() {
        local start=${1//\\\\/} ending
        compgen -d -- "$start"
        for ending in ${expected#files}; do
          [[ $ending == / ]] || compgen -f -X "!*$ending" -- "$start"
        done | while IFS='' read -r ending; do [[ -d $ending ]] || printf '%s\\n' "$ending"; done
      }

      # readline replaces only what follows the last of its word breaks.
      _distro_cut() {
        local breaks='' head
        [[ $COMP_WORDBREAKS == *=* ]] && breaks+='='
        [[ $COMP_WORDBREAKS == *:* ]] && breaks+=':'
        [[ -n $breaks && $1 == *[$breaks]* ]] || return 0
        head=${1%"${1##*[$breaks]}"}
        COMPREPLY=("${COMPREPLY[@]#"$head"}")
      }

      # Offers those of some lines 'word<TAB>description' that begin with the word. The descriptions
      # are shown when several are listed, and never inserted.
      _distro_offer() {
        local found description widest=0 shown=() i
        while IFS=$'\\t' read -r found description; do
          [[ -n $found && $found == "$1"* ]] || continue
          COMPREPLY+=("$found")
          shown+=("$description")
          (( ${#found} > widest )) && widest=${#found}
        done <<< "$2"
        case $COMP_TYPE in
          33 | 63 | 64)
            (( ${#COMPREPLY[@]} > 1 )) || return 0
            for (( i = 0; i < ${#COMPREPLY[@]}; i++ )); do
              printf -v found '%-*s  (%s)' "$widest" "${COMPREPLY[i]}" "${shown[i]}"
              (( ${COLUMNS:-0} > 20 )) && found=${found:0:COLUMNS - 2}
              COMPREPLY[i]=$found
            done
            ;;
        esac
      }
      """;

  private BashScript() {}

  static String of(List<CommandWords> commands) {
    StringBuilder text = new StringBuilder(LOGIC);
    text.append("\n_distro_commands() {\n  printf '%s\\t%s\\n'");
    commands.forEach(it -> pair(text, "    ", it.name(), it.summary()));
    text.append("\n}\n");
    options(text, commands);
    takesNextWord(text, commands);
    values(text, commands);
    arguments(text, commands);
    return text.append("\ncomplete -F _distro distro\n").toString();
  }

  private static void options(StringBuilder text, List<CommandWords> commands) {
    text.append("\n_distro_options() {\n  case $1 in\n    '')\n      printf '%s\\t%s\\n'");
    Shell.OPTIONS.forEach((name, description) -> pair(text, "        ", name, description));
    text.append("\n      ;;\n");
    for (CommandWords command : commands) {
      text.append("    ").append(command.name()).append(")\n      printf '%s\\t%s\\n'");
      for (OptionWords option : command.options()) {
        option.names().forEach(name -> pair(text, "        ", name, option.description()));
      }
      text.append("\n      ;;\n");
    }
    text.append("  esac\n}\n");
  }

  private static void takesNextWord(StringBuilder text, List<CommandWords> commands) {
    text.append("\n_distro_takes_next_word() {\n  case \"$1 $2\" in\n");
    for (CommandWords command : commands) {
      command.options().stream()
          .filter(OptionWords::takesNextWord)
          .forEach(
              option ->
                  text.append("    ").append(pattern(command, option)).append(") return 0 ;;\n"));
    }
    text.append("  esac\n  return 1\n}\n");
  }

  private static void values(StringBuilder text, List<CommandWords> commands) {
    text.append("\n_distro_value() {\n  case \"$1 $2\" in\n");
    for (CommandWords command : commands) {
      for (OptionWords option : command.options()) {
        if (!expected(option.value()).isEmpty()) {
          text.append("    ").append(pattern(command, option));
          text.append(") expected='").append(expected(option.value())).append("' ;;\n");
        }
      }
    }
    text.append("  esac\n}\n");
  }

  private static void arguments(StringBuilder text, List<CommandWords> commands) {
    text.append("\n_distro_argument() {\n  case \"$1 $2\" in\n");
    for (CommandWords command : commands) {
      for (int i = 0; i < command.arguments().size(); i++) {
        String expected = expected(command.arguments().get(i));
        if (!expected.isEmpty()) {
          text.append("    '").append(command.name()).append(' ').append(i);
          text.append("') expected='").append(expected).append("' ;;\n");
        }
      }
    }
    text.append("  esac\n}\n");
  }

  private static String pattern(CommandWords command, OptionWords option) {
    return option.names().stream()
        .map(name -> "'" + command.name() + " " + name + "'")
        .collect(Collectors.joining(" | "));
  }

  /** How the script notes it: a kind and words; empty if there is nothing to offer. */
  private static String expected(Expected value) {
    String words = String.join(" ", value.words());
    return switch (value.kind()) {
      case NOTHING, ANYTHING -> "";
      case WORDS -> "words " + words;
      case LIST -> "list " + words;
      case FILE -> "files " + (words.isEmpty() ? "any" : words);
      case DIRECTORY -> "files";
    };
  }

  private static void pair(StringBuilder text, String indent, String word, String description) {
    text.append(" \\\n").append(indent).append(quoted(word)).append(' ');
    text.append(quoted(description));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
