package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.output.Display;
import java.util.Map;

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

  static Glyphs of(Map<String, String> environment) {
    return Display.speaksUtf8(environment) ? UNICODE : ASCII;
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
