package io.maglev.distro.compose.locking;

import io.maglev.distro.yaml.GoYaml;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes lock files: the same bytes for the same content, sorted, so that they compare well. */
public final class LockFileWriter {
  /** What {@code apiVersion} is; its last part is the version of the file's format. */
  static final String API_VERSION = "distro.maglev.io/v1";

  static final String KIND = "DistroLock";

  private static final String HEAD =
      """
      # Written by 'distro lock'. Review it, keep it beside the manifest, change it by writing it anew.
      """;

  private LockFileWriter() {}

  /** The file's content. */
  public static String write(LockFile lock) {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("apiVersion", API_VERSION);
    root.put("kind", KIND);
    lock.plain().ifPresent(pins -> root.put("plain", pins(pins)));
    Map<String, @Nullable Object> profiles = new LinkedHashMap<>();
    lock.profiles().forEach((name, pins) -> profiles.put(name, pins(pins)));
    if (!profiles.isEmpty()) {
      root.put("profiles", profiles);
    }
    return HEAD + GoYaml.write(root);
  }

  private static Map<String, @Nullable Object> pins(Pins pins) {
    Map<String, @Nullable Object> both = new LinkedHashMap<>();
    both.put("components", members(pins.components()));
    both.put("hooks", members(pins.hooks()));
    return both;
  }

  private static Map<String, @Nullable Object> members(Map<String, Pin> pins) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    pins.forEach((name, pin) -> members.put(name, pin(pin)));
    return members;
  }

  private static Map<String, @Nullable Object> pin(Pin pin) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("chart", pin.path());
    fields.put("name", pin.name());
    fields.put("version", pin.version());
    fields.put("digest", pin.digest().toString());
    if (!pin.requires().isEmpty()) {
      fields.put("requires", pin.requires());
    }
    return fields;
  }
}
