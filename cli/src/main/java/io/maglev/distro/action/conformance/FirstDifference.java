package io.maglev.distro.action.conformance;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where two outputs first part: the template, the line of what it renders, and both lines around
 * the first character that differs. Immutable.
 *
 * @param template empty if none begins before the place
 * @param templateLine counted from 1 in what it renders, 0 for the line that names it
 * @param line counted from 1 in the whole output
 */
record FirstDifference(
    String template, int templateLine, int line, int column, String helm, String distro) {
  private static final String SOURCE = "# Source: ";
  private static final String END = "(nothing more)";

  /** Lines of minified JSON would else fill screens without the difference to be seen. */
  private static final int EXCERPT = 160;

  private static final int BEFORE = 40;

  /** Finds it; the two differ. */
  static FirstDifference of(String helm, String distro) {
    List<String> theirs = List.of(helm.split("\n", -1));
    List<String> ours = List.of(distro.split("\n", -1));
    int shorter = Math.min(theirs.size(), ours.size());
    int at =
        IntStream.range(0, shorter)
            .filter(i -> !theirs.get(i).equals(ours.get(i)))
            .findFirst()
            .orElse(shorter);
    List<String> told = at < theirs.size() ? theirs : ours;
    int source = at;
    while (source >= 0 && !told.get(source).startsWith(SOURCE)) {
      source--;
    }
    String template = source < 0 ? "" : told.get(source).substring(SOURCE.length());
    String their = at < theirs.size() ? theirs.get(at) : END;
    String our = at < ours.size() ? ours.get(at) : END;
    return new FirstDifference(template, at - source, at + 1, column(their, our), their, our);
  }

  private static int column(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    return IntStream.range(0, shorter)
            .filter(i -> one.charAt(i) != other.charAt(i))
            .findFirst()
            .orElse(shorter)
        + 1;
  }

  /** As people read it, in three lines or four. */
  String text() {
    String note =
        helm.strip().equals(distro.strip()) ? "\nthe two lines differ in white space alone" : "";
    return place() + "\nHelm:   " + excerpt(helm) + "\ndistro: " + excerpt(distro) + note;
  }

  private String place() {
    String ofAll = "line " + line + " of the output";
    if (template.isEmpty()) {
      return ofAll;
    }
    return templateLine == 0
        ? template + " (" + ofAll + ")"
        : template + ", line " + templateLine + " of what it renders (" + ofAll + ")";
  }

  private String excerpt(String text) {
    if (text.length() <= EXCERPT) {
      return text;
    }
    int from = Math.max(0, Math.min(column - 1 - BEFORE, text.length() - EXCERPT));
    int to = Math.min(text.length(), from + EXCERPT);
    return (from > 0 ? "... " : "") + text.substring(from, to) + (to < text.length() ? " ..." : "");
  }
}
