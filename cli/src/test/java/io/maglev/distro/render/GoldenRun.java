package io.maglev.distro.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One rendering of a golden chart: the arguments after {@code helm template chart}. */
record GoldenRun(Path directory, String name, List<String> arguments, Path expected) {

  /** The runs of a case: one a line of its file {@code runs}, else the only one. */
  static List<GoldenRun> of(Path directory) throws IOException {
    List<String> common =
        Files.exists(directory.resolve("values.yaml"))
            ? List.of("--values", "values.yaml")
            : List.of();
    Path runs = directory.resolve("runs");
    Path expected = directory.resolve("expected");
    if (!Files.exists(runs)) {
      Path own = directory.resolve("args");
      List<String> arguments = Files.exists(own) ? Files.readAllLines(own) : List.of();
      return List.of(new GoldenRun(directory, "", joined(common, arguments), expected));
    }
    List<GoldenRun> found = new ArrayList<>();
    for (String line : Files.readAllLines(runs)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      String arguments = line.substring(colon + 1).strip();
      List<String> own = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
      found.add(new GoldenRun(directory, name, joined(common, own), expected.resolve(name)));
    }
    return found;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  @Override
  public String toString() {
    return directory.getFileName() + (name.isEmpty() ? "" : "/" + name);
  }
}
