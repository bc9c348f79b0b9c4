package io.maglev.distro.render;

import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.HookWeight;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.template.Utf8;
import io.maglev.distro.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Splits rendered files into documents and sorts these into manifests and hooks, each in install
 * order: Helm's {@code releaseutil.SortManifests}.
 */
final class SortedManifests {
  private static final String HOOK = "helm.sh/hook";
  private static final String WEIGHT = "helm.sh/hook-weight";
  private static final String DELETE_POLICY = "helm.sh/hook-delete-policy";
  private static final String LOG_POLICY = "helm.sh/hook-output-log-policy";
  private static final String DEFAULT_DELETE_POLICY = "before-hook-creation";

  private final List<Manifest> manifests = new ArrayList<>();
  private final List<RenderedHook> hooks = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private SortedManifests() {}

  /**
   * Sorts the documents of all files.
   *
   * @param files text by path
   * @throws RenderException if a document is no YAML object
   */
  static SortedManifests of(String chart, Map<String, String> files) {
    SortedManifests sorted = new SortedManifests();
    Map<String, String> byPath = new TreeMap<>(Utf8.ORDER);
    byPath.putAll(files);
    byPath.forEach((path, text) -> sorted.add(chart, path, text));
    sorted.manifests.sort(Comparator.comparing(Manifest::kind, InstallOrder.BY_KIND));
    sorted.hooks.sort(Comparator.comparing(RenderedHook::kind, InstallOrder.BY_KIND));
    return sorted;
  }

  List<Manifest> manifests() {
    return manifests;
  }

  List<RenderedHook> hooks() {
    return hooks;
  }

  /** What Helm would have logged. */
  List<String> warnings() {
    return warnings;
  }

  private void add(String chart, String path, String text) {
    if (text.isBlank()) {
      return;
    }
    for (String document : YamlReader.splitDocuments(text)) {
      ManifestHead head;
      try {
        head = ManifestHead.read(document);
      } catch (ManifestHead.HeadException e) {
        throw RenderException.of(chart, "YAML parse error on " + path + ": " + e.getMessage(), e);
      }
      String events = head.annotations().get(HOOK);
      if (events == null) {
        manifests.add(new Manifest(path, head.kind(), document));
      } else {
        addHook(path, document, head, events);
      }
    }
  }

  /** One unknown event drops the whole object, as in Helm. */
  private void addHook(String path, String document, ManifestHead head, String eventList) {
    List<HookPhase> events = new ArrayList<>();
    for (String name : items(eventList)) {
      Optional<HookPhase> event = HookPhase.of(name);
      if (event.isEmpty()) {
        warnings.add("info: skipping unknown hook: \"" + eventList + "\"");
        return;
      }
      events.add(event.get());
    }
    hooks.add(
        new RenderedHook(
            head.name(),
            head.kind(),
            path,
            document,
            events,
            HookWeight.parse(head.annotations().getOrDefault(WEIGHT, "")),
            policies(head, DELETE_POLICY, List.of(DEFAULT_DELETE_POLICY)),
            policies(head, LOG_POLICY, List.of())));
  }

  private static List<String> policies(
      ManifestHead head, String annotation, List<String> otherwise) {
    String value = head.annotations().get(annotation);
    return value == null ? otherwise : items(value);
  }

  private static List<String> items(String list) {
    List<String> items = new ArrayList<>();
    for (String item : list.split(",", -1)) {
      items.add(item.strip().toLowerCase(Locale.ROOT));
    }
    return items;
  }

  /** A document that is no hook. */
  record Manifest(String path, String kind, String content) {}
}
