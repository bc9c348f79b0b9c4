package io.maglev.distro.cli.command;

import io.maglev.distro.cli.Console;
import io.maglev.distro.model.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** All commands by name, without loading the class of any. */
public final class Commands {

  /**
   * A command that can be made.
   *
   * @param summary one line for the overview
   * @param runsBare as made it is what picocli would make of it where no argument is given
   */
  public record Entry(
      String name, String summary, boolean runsBare, Function<Console, Callable<Integer>> factory) {
    public Callable<Integer> create(Console console) {
      return factory.apply(console);
    }

    /**
     * What {@code --help} prints: recorded, since picocli takes longer to lay it out than most
     * commands take. Empty for a command that is so new that {@code just help} has yet to be run.
     */
    public Optional<String> help() {
      try (InputStream in = Commands.class.getResourceAsStream("help/" + name + ".txt")) {
        return in == null
            ? Optional.empty()
            : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

  static {
    add("compose", "make a bundle of a manifest", ComposeCommand::new);
    add("lock", "write what a manifest resolves to into its lock file", LockCommand::new);
    add("inspect", "verify a bundle and show what is in it", InspectCommand::new);
    add("lint", "check a manifest, a chart or a bundle", LintCommand::new);
    add("template", "render a chart as Helm does, or a bundle", TemplateCommand::new);
    add("install", "install a bundle, or chosen components of it", InstallCommand::new);
    add("upgrade", "upgrade an installed distro to a bundle", UpgradeCommand::new);
    addBare("list", "list installed distros", ListCommand::new);
    addBare("status", "show how an installed distro fares", StatusCommand::new);
    addBare("history", "show the revisions of an installed distro", HistoryCommand::new);
    add("get", "show the values, manifests, hooks or notes that were deployed", GetCommand::new);
    addBare("test", "run the tests of an installed distro", TestCommand::new);
    add("rollback", "take a distro back to an earlier revision", RollbackCommand::new);
    add("uninstall", "remove a distro, or components of it", UninstallCommand::new);
    add("conformance", "compare how charts render with the real Helm", ConformanceCommand::new);
    addBare("schema", "print the JSON Schema of manifests, for editors", SchemaCommand::new);
    add("completion", "print a completion script for a shell", CompletionCommand::new);
    addBare(
        "version", "print the version of distro, Java and the mirrored Helm", VersionCommand::new);
  }

  private Commands() {}

  /** All, in the order of the overview. */
  public static List<Entry> all() {
    return List.copyOf(ENTRIES.values());
  }

  /** The command of that name, if there is one. */
  public static Optional<Entry> find(String name) {
    return Optional.ofNullable(ENTRIES.get(name));
  }

  /** The command whose name is nearly that, for a hint. */
  public static Optional<String> nearest(String name) {
    return NearestName.of(name, ENTRIES.keySet());
  }

  /** What {@code distro --help} prints. */
  public static String overview() {
    StringBuilder text = new StringBuilder();
    text.append("Compose Helm charts into one versioned distro and run it on any cluster.\n\n");
    text.append("Usage: distro COMMAND [OPTIONS]\n\nCommands:\n");
    ENTRIES
        .values()
        .forEach(e -> text.append(String.format("  %-11s %s%n", e.name(), e.summary())));
    text.append("\nRun 'distro COMMAND --help' for its options.\n");
    text.append("Exit codes: 0 done, 1 failed, 2 usage, 4 locked, 70 bug.\n");
    return text.toString();
  }

  private static void add(
      String name, String summary, Function<Console, Callable<Integer>> factory) {
    ENTRIES.put(name, new Entry(name, summary, false, factory));
  }

  private static void addBare(
      String name, String summary, Function<Console, Callable<Integer>> factory) {
    ENTRIES.put(name, new Entry(name, summary, true, factory));
  }
}
