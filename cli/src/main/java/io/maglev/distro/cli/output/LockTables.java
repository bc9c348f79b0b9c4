package io.maglev.distro.cli.output;

import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedExternal;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.Requirement;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a lock says, as tables for people. */
public final class LockTables {
  private LockTables() {}

  /** The components in order of installation. */
  public static String components(Lock lock, Display display) {
    Table table = new Table("COMPONENT", "KIND", "CHART", "APP VERSION", "NAMESPACE", "REQUIRES");
    for (LockedComponent component : lock.components()) {
      table.row(
          component.name(),
          component.kind().text(),
          chart(component.chart()),
          dash(component.chart().appVersion()),
          component.namespace(),
          dash(
              component.requires().stream()
                  .map(LockTables::requirement)
                  .collect(Collectors.joining(", "))));
    }
    return table.text(display);
  }

  /** What each component provides. */
  public static String provides(Lock lock, Display display) {
    Table table = new Table("COMPONENT", "PROVIDES");
    for (LockedComponent component : lock.components()) {
      table.row(component.name(), list(component.provides()));
    }
    return table.text(display);
  }

  /** What is provided from outside; empty if nothing is. */
  public static String externals(Lock lock, Display display) {
    if (lock.externals().isEmpty()) {
      return "";
    }
    Table table = new Table("EXTERNAL", "PROVIDES");
    for (LockedExternal external : lock.externals()) {
      table.row(external.name(), list(external.provides()));
    }
    return table.text(display);
  }

  /** The hooks; empty if there are none. */
  public static String hooks(Lock lock, Display display) {
    if (lock.hooks().isEmpty()) {
      return "";
    }
    Table table = new Table("HOOK", "PHASES", "CHART", "BEFORE", "AFTER");
    for (LockedHook hook : lock.hooks()) {
      boolean barrier = hook.before().isEmpty() && hook.after().isEmpty();
      table.row(
          hook.name(),
          hook.phases().stream().map(phase -> phase.text()).collect(Collectors.joining(", ")),
          chart(hook.chart()),
          barrier ? "(all)" : list(hook.before()),
          barrier ? "(all)" : list(hook.after()));
    }
    return table.text(display);
  }

  /** The parameters; empty if there are none. Defaults of secrets are not shown. */
  public static String parameters(Lock lock, Display display) {
    if (lock.parameters().isEmpty()) {
      return "";
    }
    Table table = new Table("PARAMETER", "TYPE", "DEFAULT", "DESCRIPTION");
    lock.parameters()
        .forEach(
            (name, schema) ->
                table.row(name, type(schema), byDefault(schema), text(schema, "description")));
    return table.text(display);
  }

  private static String type(Map<String, @Nullable Object> schema) {
    boolean secret = Boolean.TRUE.equals(schema.get("writeOnly"));
    return text(schema, "type") + (secret ? " (secret)" : "");
  }

  private static String byDefault(Map<String, @Nullable Object> schema) {
    Object value = schema.get("default");
    if (value == null) {
      return "(required)";
    }
    if (Boolean.TRUE.equals(schema.get("writeOnly"))) {
      return "***";
    }
    if (value instanceof Double number && number == Math.rint(number)) {
      return String.format(Locale.ROOT, "%.0f", number);
    }
    return value.equals("") ? "\"\"" : value.toString();
  }

  private static String text(Map<String, @Nullable Object> schema, String key) {
    return Optional.ofNullable(schema.get(key)).map(Object::toString).orElse("");
  }

  private static String chart(LockedChart chart) {
    return chart.name() + " " + chart.version();
  }

  /** With who meets it, where that is nobody in the list. */
  private static String requirement(Requirement requirement) {
    return requirement.external()
        ? requirement + " (external " + requirement.provider() + ")"
        : requirement.toString();
  }

  private static String list(Collection<?> items) {
    return dash(items.stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  private static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  /** All tables that are not empty, a blank line between. */
  public static String all(Lock lock, Display display) {
    return List.of(
            components(lock, display),
            provides(lock, display),
            externals(lock, display),
            hooks(lock, display),
            parameters(lock, display))
        .stream()
        .filter(table -> !table.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
