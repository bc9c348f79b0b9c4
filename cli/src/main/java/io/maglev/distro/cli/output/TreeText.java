package io.maglev.distro.cli.output;

import io.maglev.distro.cli.output.Style.Tone;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a tree: a line a node, its notes below it. On a terminal titles are cut at its width and
 * notes are wrapped; elsewhere both go whole. Not thread-safe.
 */
public final class TreeText {

  /**
   * A node.
   *
   * @param mark stands before the title in a colour, may be empty
   * @param notes texts that belong to it, each on lines of its own
   */
  public record Node(
      Tone tone, String mark, String title, List<String> notes, List<Node> children) {}

  /** Less room than this is no room for words: they wrap anyway, and the terminal wraps again. */
  private static final int LEAST_CELLS = 20;

  private final Display display;
  private final Lines lines;
  private final int columns;
  private final List<String> drawn = new ArrayList<>();

  private record Lines(String branch, String lastBranch, String past, String nothing) {
    static final Lines UNICODE = new Lines("├─ ", "└─ ", "│  ", "   ");
    static final Lines ASCII = new Lines("|- ", "`- ", "|  ", "   ");
  }

  /**
   * Draws for a display.
   *
   * @param unicode whether its locale knows more than ASCII
   */
  public TreeText(Display display, boolean unicode) {
    this.display = display;
    this.lines = unicode ? Lines.UNICODE : Lines.ASCII;
    this.columns = display.columns().getAsInt();
  }

  /** The nodes as branches of something that stands above them; a line break ends each line. */
  public String text(List<Node> nodes) {
    drawn.clear();
    draw(nodes, "");
    return drawn.isEmpty() ? "" : String.join("\n", drawn) + "\n";
  }

  private void draw(List<Node> nodes, String prefix) {
    for (int i = 0; i < nodes.size(); i++) {
      boolean last = i == nodes.size() - 1;
      Node node = nodes.get(i);
      String head = prefix + (last ? lines.lastBranch : lines.branch);
      String below = prefix + (last ? lines.nothing : lines.past);
      drawn.add(titled(head, node));
      String notes = below + (node.children().isEmpty() ? lines.nothing : lines.past);
      node.notes().forEach(note -> draw(note, notes));
      draw(node.children(), below);
    }
  }

  private String titled(String head, Node node) {
    String mark = node.mark().isEmpty() ? "" : node.mark() + " ";
    int room = room(head + mark);
    String title = DisplayWidth.cut(PlainText.line(node.title()), room, display.ellipsis());
    return (head + display.style().paint(node.tone(), mark) + title).stripTrailing();
  }

  private void draw(String note, String prefix) {
    int room = room(prefix);
    StringBuilder line = new StringBuilder();
    for (String word : PlainText.line(note).strip().split(" +")) {
      int cells = DisplayWidth.of(line.toString());
      if (cells > 0 && cells + 1 + DisplayWidth.of(word) > room) {
        drawn.add(prefix + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      drawn.add(prefix + line);
    }
  }

  private int room(String before) {
    return columns == Display.ENDLESS
        ? Display.ENDLESS
        : Math.max(LEAST_CELLS, columns - DisplayWidth.of(before));
  }
}
