package io.maglev.distro.cli.output;

import io.maglev.distro.action.StatusAction;
import io.maglev.distro.model.ObjectHealth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a distro fares, as text and as data. Immutable. */
public final class StatusReport {
  private final StatusAction.Result result;
  private final String place;

  /**
   * A report.
   *
   * @param place what follows the namespace's name
   */
  public StatusReport(StatusAction.Result result, String place) {
    this.result = result;
    this.place = place;
  }

  /** A table of the components, and what of them is not ready. */
  public String table(Display display, boolean unicode) {
    StringBuilder text = new StringBuilder(head());
    Table table =
        new Table("COMPONENT", "KIND", "CHART", "NAMESPACE", "REVISION", "STATUS", "READY");
    for (StatusAction.Component component : result.components()) {
      table.row(
          component.name(),
          component.kind(),
          component.chart(),
          component.namespace(),
          Integer.toString(component.revision()),
          component.status(),
          component.ready() ? "yes" : "no");
    }
    table.tone("STATUS", StatusTone::of).tone("READY", StatusTone::ofYes);
    text.append('\n').append(table.text(display));
    HealthNodes nodes = new HealthNodes(unicode);
    for (StatusAction.Component component : result.components()) {
      if (component.revision() == 0) {
        component.problems().forEach(it -> text.append("\n" + component.name() + ": " + it + "\n"));
      } else if (!component.problems().isEmpty()) {
        text.append('\n').append(PlainText.line(component.name())).append('\n');
        text.append(new TreeText(display, unicode).text(nodes.unready(component)));
      }
    }
    return text.toString();
  }

  /** Every object of every component. */
  public String tree(Display display, boolean unicode) {
    HealthNodes nodes = new HealthNodes(unicode);
    return head()
        + new TreeText(display, unicode)
            .text(result.components().stream().map(nodes::whole).toList());
  }

  /** The same for programs. */
  public Map<String, @Nullable Object> data() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", result.distro());
    data.put("namespace", result.namespace());
    data.put("version", result.version());
    data.put("revision", (long) result.revision());
    data.put("status", result.status());
    data.put("description", result.description());
    data.put("bundle", result.bundle().toString());
    data.put("components", result.components().stream().map(StatusReport::data).toList());
    return data;
  }

  private String head() {
    String head =
        "%s %s in namespace %s%s: revision %d, %s%n"
            .formatted(
                result.distro(),
                result.version(),
                result.namespace(),
                place,
                result.revision(),
                result.status());
    return result.description().isEmpty()
        ? head
        : head + PlainText.line(result.description()) + "\n";
  }

  private static Map<String, @Nullable Object> data(StatusAction.Component component) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", component.name());
    data.put("kind", component.kind());
    data.put("chart", component.chart());
    data.put("namespace", component.namespace());
    data.put("revision", (long) component.revision());
    data.put("status", component.status());
    data.put("ready", component.ready());
    data.put("problems", component.problems());
    data.put("objects", objects(component.objects()));
    return data;
  }

  private static List<Map<String, @Nullable Object>> objects(List<ObjectHealth> objects) {
    return objects.stream().map(StatusReport::data).toList();
  }

  private static Map<String, @Nullable Object> data(ObjectHealth object) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("apiVersion", object.id().apiVersion());
    data.put("kind", object.id().kind());
    data.put("namespace", object.id().namespace());
    data.put("name", object.id().name());
    data.put("state", object.state().name().toLowerCase(Locale.ROOT));
    data.put("summary", object.summary());
    data.put("reasons", object.reasons());
    data.put("objects", objects(object.objects()));
    return data;
  }
}
