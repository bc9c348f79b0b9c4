package io.maglev.distro.cli.progress;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The signs of the live block: beautiful where the locale says that the terminal knows them, else
 * plain ASCII. Immutable.
 *
 * @param ellipsis stands for what was cut
 */
record Glyphs(
    String waiting,
    String running,
    String done,
    String unchanged,
    String failed,
    String heldBack,
    String ellipsis,
    String dot) {

  static final Glyphs UNICODE = new Glyphs("·", "▸", "✔", "=", "✘", "-", "…", "·");
  static final Glyphs ASCII = new Glyphs(".", ">", "+", "=", "x", "-", "..", "|");

  /** By POSIX rules the first of these variables that is set decides. */
  static Glyphs of(Map<String, String> environment) {
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("");
    return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8") ? UNICODE : ASCII;
  }

  String of(TaskRow.State state) {
    return switch (state) {
      case WAITING -> waiting;
      case RUNNING -> running;
      case DONE -> done;
      case UNCHANGED -> unchanged;
      case FAILED -> failed;
      case HELD_BACK -> heldBack;
    };
  }
}
