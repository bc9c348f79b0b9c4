package io.maglev.distro.model;

/** The weight of a hook as its annotation writes it. */
public final class HookWeight {
  private HookWeight() {}

  /** The number, 0 if it is none or does not fit, as Helm has it ({@code strconv.Atoi}). */
  public static long parse(String text) {
    try {
      return text.matches("[+-]?[0-9]+") ? Long.parseLong(text) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
