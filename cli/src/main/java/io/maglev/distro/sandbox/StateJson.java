package io.maglev.distro.sandbox;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.YamlException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox's state as JSON, one line an object:
 *
 * <pre>{@code
 * {"kind":"DistroSandbox","format":1,"counters":{"version":312},"timers":[],"objects":[
 * {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"default",...}},
 * ...
 * ]}
 * }</pre>
 *
 * Not thread-safe.
 */
final class StateJson {
  private static final String KIND = "DistroSandbox";
  private static final long FORMAT = 1;

  /** By resourceVersion, which no two states of objects share: most objects change rarely. */
  private Map<String, String> written = new HashMap<>();

  /** The state's text. */
  String write(SandboxState state) {
    Map<String, String> texts = new HashMap<>();
    StringBuilder text = new StringBuilder();
    text.append("{\"kind\":\"").append(KIND).append("\",\"format\":").append(FORMAT);
    text.append(",\"counters\":").append(GoJson.writeRaw(state.counters()));
    text.append(",\"timers\":");
    text.append(GoJson.writeRaw(state.timers().stream().map(StateJson::data).toList()));
    text.append(",\"objects\":[");
    String separator = "\n";
    for (KubeObject object : state.objects()) {
      String version = object.resourceVersion();
      String json = written.get(version);
      json = json == null ? GoJson.writeRaw(object.content()) : json;
      texts.put(version, json);
      text.append(separator).append(json);
      separator = ",\n";
    }
    written = texts;
    return text.append("\n]}\n").toString();
  }

  /**
   * Reads the state back.
   *
   * @param file names it in errors
   * @throws DistroException with IO if it is no state, or one of a newer distro
   */
  static SandboxState read(String text, String file) {
    try {
      return state(new KubeObject(map(GoJson.readWhole(text), "document")), file);
    } catch (YamlException e) {
      throw corrupt(file, e.goMessage());
    } catch (MalformedException | DateTimeParseException e) {
      throw corrupt(file, String.valueOf(e.getMessage()));
    }
  }

  private static SandboxState state(KubeObject root, String file) throws MalformedException {
    if (!root.kind().equals(KIND)) {
      throw new MalformedException("it is no " + KIND);
    }
    long format = root.number("format").orElse(0L);
    if (format != FORMAT) {
      throw DistroException.of(
          ErrorCode.IO,
          "cannot read the sandbox '%s': its format is %d, this distro reads %d"
              .formatted(file, format, FORMAT),
          "use the distro that wrote it, or delete it to begin with an empty sandbox");
    }
    Map<String, Long> counters = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : section(root, "counters").entrySet()) {
      counters.put(entry.getKey(), number(entry.getValue(), "counter"));
    }
    List<Timer> timers = new ArrayList<>();
    for (Object timer : list(root, "timers")) {
      timers.add(timer(new KubeObject(map(timer, "timer"))));
    }
    List<KubeObject> objects = new ArrayList<>();
    for (Object object : list(root, "objects")) {
      objects.add(object(new KubeObject(map(object, "object"))));
    }
    return new SandboxState(counters, timers, objects);
  }

  private static Map<String, @Nullable Object> data(Timer timer) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("due", timer.due().toString());
    data.put("group", timer.key().group());
    data.put("kind", timer.key().kind());
    data.put("namespace", timer.key().namespace());
    data.put("name", timer.key().name());
    data.put("uid", timer.uid());
    data.put("step", timer.step());
    return data;
  }

  private static Timer timer(KubeObject data) throws MalformedException {
    return new Timer(
        Instant.parse(text(data, "due")),
        new ObjectKey(
            text(data, "group"), text(data, "kind"), text(data, "namespace"), text(data, "name")),
        text(data, "uid"),
        text(data, "step"));
  }

  private static KubeObject object(KubeObject object) throws MalformedException {
    boolean whole =
        !object.apiVersion().isEmpty()
            && !object.kind().isEmpty()
            && !object.name().isEmpty()
            && !object.uid().isEmpty()
            && !object.resourceVersion().isEmpty();
    if (!whole) {
      throw new MalformedException("an object lacks its kind, name, uid or version");
    }
    return object;
  }

  private static Map<String, @Nullable Object> section(KubeObject root, String name)
      throws MalformedException {
    return map(root.at(name).orElse(null), name);
  }

  private static Map<String, @Nullable Object> map(@Nullable Object value, String what)
      throws MalformedException {
    if (value instanceof Map<?, ?>) {
      return Trees.map(value);
    }
    throw new MalformedException("its " + what + " is no map");
  }

  private static List<?> list(KubeObject root, String name) throws MalformedException {
    if (root.at(name).orElse(null) instanceof List<?> list) {
      return list;
    }
    throw new MalformedException("its " + name + " are no list");
  }

  private static String text(KubeObject data, String name) throws MalformedException {
    return data.string(name)
        .orElseThrow(() -> new MalformedException("a timer has no text '" + name + "'"));
  }

  private static long number(@Nullable Object value, String what) throws MalformedException {
    if (value instanceof Long number) {
      return number;
    }
    throw new MalformedException("a " + what + " is no number");
  }

  private static DistroException corrupt(String file, String reason) {
    return DistroException.of(
        ErrorCode.IO,
        "cannot read the sandbox '" + file + "': " + reason,
        "delete it to begin with an empty sandbox");
  }

  /** JSON that is not what it must be. */
  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String reason) {
      super(reason);
    }
  }
}
