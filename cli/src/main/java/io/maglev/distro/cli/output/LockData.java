package io.maglev.distro.cli.output;

import io.maglev.distro.model.Capability;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedExternal;
import io.maglev.distro.model.LockedHook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a lock says, as data for scripts. Defaults of secrets are left out. */
public final class LockData {
  private LockData() {}

  /** The whole lock but for values, which may be large and are the charts' business. */
  public static Map<String, @Nullable Object> of(Lock lock) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", lock.name());
    data.put("version", lock.version());
    data.put("description", lock.description());
    data.put("kubernetes", lock.kubernetes());
    data.put("namespace", lock.namespace());
    data.put("components", lock.components().stream().map(LockData::component).toList());
    data.put("hooks", lock.hooks().stream().map(LockData::hook).toList());
    data.put("externals", lock.externals().stream().map(LockData::external).toList());
    data.put("parameters", parameters(lock));
    return data;
  }

  private static Map<String, @Nullable Object> external(LockedExternal external) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", external.name());
    data.put("provides", capabilities(external.provides()));
    return data;
  }

  private static List<Map<String, String>> capabilities(List<Capability> provides) {
    return provides.stream()
        .map(capability -> Map.of("name", capability.name(), "version", capability.version()))
        .toList();
  }

  private static Map<String, @Nullable Object> component(LockedComponent component) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", component.name());
    data.put("kind", component.kind().text());
    data.put("chart", chart(component.chart()));
    data.put("namespace", component.namespace());
    data.put("provides", capabilities(component.provides()));
    data.put(
        "requires",
        component.requires().stream()
            .map(
                requirement ->
                    Map.of(
                        "capability", requirement.capability(),
                        "range", requirement.range(),
                        "provider", requirement.provider(),
                        "external", requirement.external()))
            .toList());
    data.put("rollback", component.rollback().text());
    data.put("rollbackHooks", component.rollback().hooks().text());
    data.put("optional", component.optional());
    data.put("timeoutSeconds", component.timeout().toSeconds());
    return data;
  }

  private static Map<String, @Nullable Object> hook(LockedHook hook) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", hook.name());
    data.put("phases", hook.phases().stream().map(phase -> phase.text()).toList());
    data.put("chart", chart(hook.chart()));
    data.put("namespace", hook.namespace());
    data.put("before", hook.before());
    data.put("after", hook.after());
    data.put("timeoutSeconds", hook.timeout().toSeconds());
    return data;
  }

  private static Map<String, @Nullable Object> chart(LockedChart chart) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", chart.name());
    data.put("version", chart.version());
    data.put("appVersion", chart.appVersion());
    data.put("digest", chart.digest().toString());
    data.put("size", chart.size());
    return data;
  }

  private static List<Map<String, @Nullable Object>> parameters(Lock lock) {
    List<Map<String, @Nullable Object>> parameters = new ArrayList<>();
    lock.parameters()
        .forEach(
            (name, schema) -> {
              Map<String, @Nullable Object> data = new LinkedHashMap<>();
              data.put("name", name);
              data.putAll(schema);
              if (Boolean.TRUE.equals(schema.get("writeOnly"))) {
                data.remove("default");
              }
              parameters.add(data);
            });
    return parameters;
  }
}
