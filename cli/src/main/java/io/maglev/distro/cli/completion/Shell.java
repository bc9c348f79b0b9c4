package io.maglev.distro.cli.completion;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shells that can complete the command line. */
public enum Shell {
  BASH,
  ZSH,
  FISH;

  /** What may stand in place of a command, and its description. */
  static final Map<String, String> OPTIONS = options();

  /** The script that makes this shell complete these commands. */
  public String script(List<CommandWords> commands) {
    return switch (this) {
      case BASH -> BashScript.of(commands);
      case ZSH -> ZshScript.of(commands);
      case FISH -> FishScript.of(commands);
    };
  }

  private static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--help", "list the commands");
    options.put("--version", "print the version");
    return Collections.unmodifiableMap(options);
  }
}
