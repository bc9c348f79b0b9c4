package io.maglev.distro.cli.output;

import io.maglev.distro.action.StatusAction;
import io.maglev.distro.cli.output.Style.Tone;
import io.maglev.distro.cli.output.TreeText.Node;
import io.maglev.distro.model.ObjectHealth;
import io.maglev.distro.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How components and their objects fare, as nodes of a tree. Immutable. */
public final class HealthNodes {
  /** More that are not ready have the same reason, most likely. */
  private static final int MOST_ALIKE = 3;

  private final Marks marks;

  private record Marks(String ready, String progressing, String failed) {
    static final Marks UNICODE = new Marks("✔", "▸", "✘");
    static final Marks ASCII = new Marks("+", ">", "x");
  }

  /**
   * Marks nodes as the locale allows.
   *
   * @param unicode whether it knows more than ASCII
   */
  public HealthNodes(boolean unicode) {
    this.marks = unicode ? Marks.UNICODE : Marks.ASCII;
  }

  /** The component with all its objects. */
  public Node whole(StatusAction.Component component) {
    String title =
        "%s  %s %s, revision %d %s"
            .formatted(
                component.name(),
                component.kind(),
                component.chart(),
                component.revision(),
                component.status());
    boolean ready = component.ready();
    return new Node(
        ready ? Tone.GOOD : Tone.BAD,
        ready ? marks.ready : marks.failed,
        title,
        component.revision() == 0 ? component.problems() : List.of(),
        component.objects().stream().map(each -> whole(each, component.namespace(), 0)).toList());
  }

  /** What of the component is not ready. */
  public List<Node> unready(StatusAction.Component component) {
    return unready(component.objects(), component.namespace(), 0);
  }

  private Node whole(ObjectHealth object, String home, int depth) {
    return node(
        object,
        home,
        notes(object, depth),
        object.objects().stream().map(each -> whole(each, home, depth + 1)).toList());
  }

  private List<Node> unready(List<ObjectHealth> objects, String home, int depth) {
    List<ObjectHealth> unready = objects.stream().filter(each -> !each.isReady()).toList();
    int most = depth == 0 ? unready.size() : Math.min(MOST_ALIKE, unready.size());
    List<Node> nodes = new ArrayList<>();
    for (ObjectHealth object : unready.subList(0, most)) {
      List<ObjectHealth> below = object.objects().stream().flatMap(HealthNodes::pods).toList();
      nodes.add(node(object, home, notes(object, depth), unready(below, home, depth + 1)));
    }
    if (most < unready.size()) {
      String rest = unready.size() - most + " more not ready; --tree shows them";
      nodes.add(new Node(Tone.QUIET, "", rest, List.of(), List.of()));
    }
    return nodes;
  }

  /** A ReplicaSet says nothing that its Deployment and its Pods do not. */
  private static Stream<ObjectHealth> pods(ObjectHealth object) {
    return object.id().kind().equals("ReplicaSet") && !object.objects().isEmpty()
        ? object.objects().stream()
        : Stream.of(object);
  }

  /** What stands between an object and what explains it need not say the same again. */
  private static List<String> notes(ObjectHealth object, int depth) {
    boolean explained = object.objects().stream().anyMatch(each -> !each.isReady());
    return depth > 0 && explained ? List.of() : object.reasons();
  }

  private Node node(ObjectHealth object, String home, List<String> notes, List<Node> children) {
    String title = name(object.id(), home);
    return new Node(
        tone(object),
        mark(object),
        object.summary().isEmpty() ? title : title + "  " + object.summary(),
        notes,
        children);
  }

  private static String name(ResourceId id, String home) {
    return id.namespace().equals(home) ? id.kind() + "/" + id.name() : id.toString();
  }

  private String mark(ObjectHealth object) {
    return switch (object.state()) {
      case READY -> marks.ready;
      case PROGRESSING -> marks.progressing;
      case FAILED -> marks.failed;
    };
  }

  private static Tone tone(ObjectHealth object) {
    return switch (object.state()) {
      case READY -> Tone.GOOD;
      case PROGRESSING -> Tone.CAUTION;
      case FAILED -> Tone.BAD;
    };
  }
}
