package io.maglev.distro.cli.output;

import java.util.Map;

/**
 * Colour, where it is wanted. It is never the only carrier of a meaning: what is painted reads the
 * same without. Immutable.
 */
public final class Style {

  /** What a colour stands for. */
  public enum Tone {
    GOOD("32"),
    BAD("31;1"),
    CAUTION("33"),
    BUSY("36"),
    QUIET("2");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /** No colour. */
  public static final Style NONE = new Style(false);

  private static final Style COLOURED = new Style(true);

  private final boolean coloured;

  private Style(boolean coloured) {
    this.coloured = coloured;
  }

  /**
   * What the environment asks for: {@code NO_COLOR} (no-color.org) wins, then {@code FORCE_COLOR}
   * and {@code CLICOLOR_FORCE}; else terminals that are not dumb have colours.
   */
  public static Style of(Map<String, String> environment, boolean terminal) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()
        || environment.getOrDefault("FORCE_COLOR", "").equals("0")) {
      return NONE;
    }
    boolean forced = isOn(environment, "FORCE_COLOR") || isOn(environment, "CLICOLOR_FORCE");
    return forced || (terminal && canMove(environment)) ? COLOURED : NONE;
  }

  /** Whether a terminal of this environment understands control sequences. */
  public static boolean canMove(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    return !kind.isEmpty() && !kind.equals("dumb");
  }

  /** The text in the colour that the tone has. */
  public String paint(Tone tone, String text) {
    return coloured && !text.isEmpty() ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
  }

  private static boolean isOn(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return !value.isEmpty() && !value.equals("0");
  }
}
