package io.maglev.distro.cli.command;

import io.maglev.distro.yaml.GoJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One case of a {@code *.cases} file: a line {@code == name}, then sections that begin with {@code
 * -- path}. A path that ends in {@code quoted} holds its content as one JSON string, one that ends
 * in {@code archive} what {@link ArchiveRecipe} makes.
 *
 * @param name {@code topic/name}
 * @param files what is laid over the sound chart {@code chart}, by path
 * @param facts {@code args}, {@code helm} (what Helm says), {@code distro} (what we say) and {@code
 *     why} (the reason, if Helm's first line is not in ours)
 */
record RefusalCase(String name, Map<String, String> files, Map<String, String> facts) {
  private static final List<String> FACTS = List.of("args", "helm", "distro", "why");
  private static final String QUOTED = " quoted";
  private static final String ARCHIVE = " archive";
  private static final String LINK = " link";

  private static final Map<String, String> SOUND =
      Map.of(
          "chart/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\n",
          "chart/values.yaml", "v: 1\n",
          "chart/templates/x.yaml", "kind: X\nv: {{ .Values.v }}\n");

  static List<RefusalCase> read(Path file) throws IOException {
    String topic = file.getFileName().toString().replace(".cases", "");
    List<RefusalCase> cases = new ArrayList<>();
    for (String text : Files.readString(file).split("(?m)^== ", -1)) {
      if (!text.isEmpty()) {
        cases.add(parse(topic, text));
      }
    }
    return cases;
  }

  private static RefusalCase parse(String topic, String text) {
    String[] sections = text.split("(?m)^-- ", -1);
    RefusalCase result =
        new RefusalCase(
            topic + "/" + sections[0].strip(), new LinkedHashMap<>(), new LinkedHashMap<>());
    for (int i = 1; i < sections.length; i++) {
      int end = sections[i].indexOf('\n');
      String title = sections[i].substring(0, end);
      String content = sections[i].substring(end + 1);
      (FACTS.contains(title) ? result.facts : result.files).put(title, content);
    }
    return result;
  }

  /** The case as it stands in its file, with its facts in their order. */
  String text() {
    StringBuilder text = new StringBuilder("== " + name.substring(name.indexOf('/') + 1) + "\n");
    files.forEach((path, content) -> text.append("-- ").append(path).append('\n').append(content));
    for (String fact : FACTS) {
      if (facts.containsKey(fact)) {
        text.append("-- ").append(fact).append('\n').append(facts.get(fact));
      }
    }
    return text.toString();
  }

  List<String> args() {
    String args = facts.getOrDefault("args", "").strip();
    return args.isEmpty() ? List.of() : List.of(args.split(" "));
  }

  String fact(String fact) {
    return facts.getOrDefault(fact, "");
  }

  /** Writes the chart and all that the case has beside it. */
  void writeTo(Path directory) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    SOUND.forEach((path, content) -> all.put(path, bytes(content)));
    for (Map.Entry<String, String> file : files.entrySet()) {
      String path = file.getKey();
      if (path.endsWith(LINK)) {
        Path link = directory.resolve(without(path, LINK));
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(file.getValue().strip()));
      } else if (path.endsWith(ARCHIVE)) {
        all.put(without(path, ARCHIVE), ArchiveRecipe.make(file.getValue()));
      } else if (path.endsWith(QUOTED)) {
        String content = String.valueOf(GoJson.read(file.getValue().strip()));
        all.put(without(path, QUOTED), bytes(content));
      } else {
        all.put(path, bytes(file.getValue()));
      }
    }
    for (Map.Entry<String, byte[]> file : all.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private static String without(String path, String ending) {
    return path.substring(0, path.length() - ending.length());
  }

  private static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  /** The chart that the case renders: the directory, or an archive that lies beside it. */
  String chart() {
    return files.keySet().stream()
        .filter(path -> path.endsWith(ARCHIVE) && !path.startsWith("chart/"))
        .map(path -> without(path, ARCHIVE))
        .findFirst()
        .orElse("chart");
  }

  @Override
  public String toString() {
    return name;
  }
}
