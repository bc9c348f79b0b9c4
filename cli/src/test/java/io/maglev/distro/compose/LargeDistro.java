package io.maglev.distro.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes a manifest of many components, a chart of its own for each: five tiers, stores and
 * services, each but the lowest requiring two of the tier below, and one hook. The same for the
 * same count. Needs the JDK only, so that {@code scripts/bench-compose} runs it from source.
 *
 * @param templates the directory {@code fixtures/large}
 * @param dir where the manifest goes, the charts below {@code charts/}
 */
record LargeDistro(Path templates, Path dir, int count) {
  private static final int TIERS = 5;
  private static final int ROWS = 40;

  /**
   * Writes one.
   *
   * @param args templates, directory, count
   */
  public static void main(String... args) throws IOException {
    new LargeDistro(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2])).write();
  }

  /** The manifest's file. */
  Path write() throws IOException {
    copy("lib", "bench-lib", 0);
    copy("hook", "census", 0);
    for (int index = 0; index < count; index++) {
      copy(isStore(index) ? "store" : "service", name(index), index);
    }
    String components =
        IntStream.range(0, count).mapToObj(this::component).collect(Collectors.joining());
    return Files.writeString(
        dir.resolve("large.yaml"),
        """
        apiVersion: distro.maglev.io/v1
        kind: Distro
        metadata: { name: large, version: 1.0.0, description: A distro to measure with }
        spec:
          kubernetes: ">=1.28.0-0"
          namespace: platform
          parameters:
            domain: { type: string, default: example.org }
            registry: { type: string, default: registry.example.org }
          values: { platform: large, imageRegistry: "<%registry%>" }
          components:
        """
            + components
            + """
              hooks:
                - { name: census, phases: [pre-install, pre-upgrade], chart: charts/census }
            """);
  }

  private String component(int index) {
    String values =
        isStore(index)
            ? "{ persistence: { size: " + (10 + index) + "Gi } }"
            : "{ ingress: { domain: \"<%domain%>\" }, replicas: " + (1 + index % 3) + " }";
    return """
        - name: %s
          kind: %s
          chart: charts/%s
          requires: [%s]
          values: %s
    """
        .formatted(
            name(index),
            isStore(index) ? "managed-service" : "core-addon",
            name(index),
            requires(index),
            values);
  }

  private String requires(int index) {
    int width = Math.max(1, count / TIERS);
    if (tier(index) == 0) {
      return "";
    }
    int below = index - width;
    int other = (tier(index) - 1) * width + (index * 7 + 3) % width;
    return Stream.of(below, other).distinct().map(this::need).collect(Collectors.joining(", "));
  }

  private String need(int index) {
    return isStore(index) ? "\"store-" + name(index) + " >=16\"" : "\"" + name(index) + " ^1.0.0\"";
  }

  private int tier(int index) {
    return Math.min(TIERS - 1, index / Math.max(1, count / TIERS));
  }

  private boolean isStore(int index) {
    return tier(index) == 0 || index % 6 == 0;
  }

  private String name(int index) {
    return (isStore(index) ? "store-" : "service-") + (char) ('a' + tier(index)) + index;
  }

  private void copy(String from, String name, int index) throws IOException {
    Path source = templates.resolve(from);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(source)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = dir.resolve("charts").resolve(name).resolve(source.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.writeString(target, filled(Files.readString(file), name, index));
    }
  }

  private String filled(String text, String name, int index) {
    return text.replace("@NAME@", name)
        .replace("@INDEX@", String.valueOf(index))
        .replace("@TIER@", String.valueOf(tier(index)))
        .replace("@PORT@", String.valueOf(8000 + index))
        .replace("@ROWS@\n", rows(index, "  %s-%d: { enabled: %b, weight: %d, owner: team-%d }\n"))
        .replace("@README@\n", rows(index, "* `%s-%d`, on: %b, weighs %d, belongs to team %d\n"));
  }

  /** Lines that differ between charts, so that none packs to what another does. */
  private static String rows(int index, String form) {
    List<String> words =
        List.of("audit", "billing", "catalog", "digest", "export", "feed", "guard");
    StringBuilder rows = new StringBuilder();
    long seed = 31L + index;
    for (int row = 0; row < ROWS; row++) {
      seed = (seed * 6364136223846793005L + 1442695040888963407L) & Long.MAX_VALUE;
      int draw = (int) (seed >>> 33);
      rows.append(
          form.formatted(
              words.get(draw % words.size()), row, draw % 3 == 0, draw % 1000, draw % 17));
    }
    return rows.toString();
  }
}
