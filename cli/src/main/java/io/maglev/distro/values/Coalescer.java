package io.maglev.distro.values;

import static io.maglev.distro.values.Tables.isTable;
import static io.maglev.distro.values.Tables.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins the values of a user with those of a chart and its subcharts, as Helm 3.22's {@code
 * chartutil/coalesce.go} does: tables are merged, everything else is replaced, the higher chart
 * wins. It keeps Helm's treatment of null to the letter, including which inner maps of globals
 * parent and subchart end up sharing.
 *
 * <p>Clashes of table and non-table do not fail; they are collected as {@link #warnings}, in Helm's
 * words but without the values, which may be secret.
 */
public final class Coalescer {
  /** The key whose table is copied down to every subchart. */
  public static final String GLOBAL = "global";

  private final List<String> warnings = new ArrayList<>();

  /** The values templates see: nulls have removed their keys. {@code user} is not changed. */
  public Map<String, @Nullable Object> coalesce(
      ValuesNode chart, Map<String, @Nullable Object> user) {
    Map<String, @Nullable Object> values = Tables.copy(user);
    coalesce(chart, values, "", false);
    return values;
  }

  /** As {@link #coalesce}, but nulls are kept for a later coalescing. */
  public Map<String, @Nullable Object> merge(ValuesNode chart, Map<String, @Nullable Object> user) {
    Map<String, @Nullable Object> values = Tables.copy(user);
    coalesce(chart, values, "", true);
    return values;
  }

  /** Adds to {@code target} what only {@code source} has, keeping nulls; both are changed. */
  public Map<String, @Nullable Object> mergeTables(
      Map<String, @Nullable Object> target, Map<String, @Nullable Object> source) {
    joinTables(target, source, "", true);
    return target;
  }

  /** Adds to {@code target} what only {@code source} has; nulls remove. Both are changed. */
  public Map<String, @Nullable Object> coalesceTables(
      Map<String, @Nullable Object> target, Map<String, @Nullable Object> source) {
    joinTables(target, source, "", false);
    return target;
  }

  /** What Helm would have printed as warnings so far. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void coalesce(
      ValuesNode chart, Map<String, @Nullable Object> values, String prefix, boolean keepNulls) {
    addDefaults(chart, values, prefix, keepNulls);
    String inner = join(prefix, chart.name());
    for (ValuesNode subchart : chart.dependencies()) {
      if (!values.containsKey(subchart.name())) {
        values.put(subchart.name(), new LinkedHashMap<String, @Nullable Object>());
      }
      Object section = values.get(subchart.name());
      if (!isTable(section)) {
        String reason = "type mismatch on " + subchart.name() + ": " + GoVerb.t(section);
        throw new ValuesException(
            "cannot use values of chart '"
                + subchart.name()
                + "': expected a map under the key of that name",
            reason);
      }
      addGlobals(table(section), values, inner);
      coalesce(subchart, table(section), inner, keepNulls);
    }
  }

  private void addDefaults(
      ValuesNode chart, Map<String, @Nullable Object> values, String prefix, boolean keepNulls) {
    String inner = join(prefix, chart.name());
    for (Map.Entry<String, @Nullable Object> entry : Tables.copy(chart.values()).entrySet()) {
      String key = entry.getKey();
      Object byDefault = entry.getValue();
      if (!values.containsKey(key)) {
        values.put(key, byDefault);
        continue;
      }
      Object given = values.get(key);
      if (given == null && !keepNulls) {
        values.remove(key);
      } else if (isTable(given) && isTable(byDefault)) {
        boolean keep = keepNulls || isSubchart(chart, key);
        joinTables(table(given), table(byDefault), join(inner, key), keep);
      } else if (isTable(given) && byDefault != null) {
        warnings.add("warning: skipped value for " + inner + "." + key + ": Not a table.");
      }
    }
  }

  private static boolean isSubchart(ValuesNode chart, String key) {
    return chart.dependencies().stream().anyMatch(subchart -> subchart.name().equals(key));
  }

  private void addGlobals(
      Map<String, @Nullable Object> target, Map<String, @Nullable Object> source, String prefix) {
    if (target.containsKey(GLOBAL) && !isTable(target.get(GLOBAL))) {
      warnings.add("warning: skipping globals because destination global is not a table.");
      return;
    }
    if (source.containsKey(GLOBAL) && !isTable(source.get(GLOBAL))) {
      warnings.add("warning: skipping globals because source global is not a table.");
      return;
    }
    Map<String, @Nullable Object> globals =
        target.containsKey(GLOBAL) ? table(target.get(GLOBAL)) : new LinkedHashMap<>();
    if (source.containsKey(GLOBAL)) {
      table(source.get(GLOBAL)).forEach((key, value) -> addGlobal(globals, key, value, prefix));
    }
    target.put(GLOBAL, globals);
  }

  private void addGlobal(
      Map<String, @Nullable Object> globals, String key, @Nullable Object value, String prefix) {
    Object present = globals.get(key);
    if (!isTable(value)) {
      if (isTable(present)) {
        warnings.add("key " + key + " is table. Skipping");
      } else {
        globals.put(key, value);
      }
      return;
    }
    // Shallow as in Helm: deeper tables stay shared with the parent, whose globals therefore also
    // receive what the subchart adds below the second level.
    Map<String, @Nullable Object> fromParent = new LinkedHashMap<>(table(value));
    if (!globals.containsKey(key)) {
      globals.put(key, fromParent);
    } else if (!isTable(present)) {
      warnings.add("Conflict: cannot merge map onto non-map for \"" + key + "\". Skipping.");
    } else {
      joinTables(fromParent, table(present), join(prefix, key), true);
      globals.put(key, fromParent);
    }
  }

  private void joinTables(
      Map<String, @Nullable Object> target,
      Map<String, @Nullable Object> source,
      String prefix,
      boolean keepNulls) {
    Set<String> sourceHasValue = new HashSet<>();
    source.forEach(
        (key, value) -> {
          if (value != null) {
            sourceHasValue.add(key);
          }
        });
    target.forEach(
        (key, value) -> {
          if (value == null) {
            source.put(key, null);
          }
        });
    for (Map.Entry<String, @Nullable Object> entry : source.entrySet()) {
      String key = entry.getKey();
      if (!target.containsKey(key)) {
        target.put(key, entry.getValue());
      } else if (target.get(key) == null && !keepNulls && sourceHasValue.contains(key)) {
        target.remove(key);
      } else {
        joinValues(target.get(key), entry.getValue(), join(prefix, key), keepNulls);
      }
    }
  }

  private void joinValues(
      @Nullable Object target, @Nullable Object source, String path, boolean keepNulls) {
    if (isTable(source) && isTable(target)) {
      joinTables(table(target), table(source), path, keepNulls);
    } else if (isTable(source)) {
      warnings.add("warning: cannot overwrite table with non table for " + path);
    } else if (isTable(target) && source != null) {
      warnings.add("warning: destination for " + path + " is a table. Ignoring non-table value");
    }
  }

  private static String join(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + "." + name;
  }
}
