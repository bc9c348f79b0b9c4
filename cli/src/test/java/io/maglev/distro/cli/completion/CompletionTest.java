package io.maglev.distro.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.Ran;
import io.maglev.distro.cli.command.Commands;
import io.maglev.distro.cli.completion.CommandWords.OptionWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The printed scripts, in the real shells. */
class CompletionTest {
  @TempDir private Path dir = Path.of("");

  @BeforeEach
  void makeFiles() throws IOException {
    for (String file : List.of("demo.distro.tar", "b.yaml", "c.yml", "other.txt", "x y.yaml")) {
      Files.createFile(dir.resolve(file));
    }
    Files.createDirectory(dir.resolve("sub"));
    Files.createFile(dir.resolve("sub/inner.distro.tar"));
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void command_isCompleted(Shell shell) {
    ShellSession session = session(shell);

    assertThat(words(session.complete("distro ")))
        .containsExactlyInAnyOrderElementsOf(
            Commands.all().stream().map(Commands.Entry::name).toList());
    assertThat(words(session.complete("distro ins"))).containsOnly("inspect", "install");
    assertThat(words(session.complete("distro --v"))).containsOnly("--version");
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void option_isCompleted(Shell shell) {
    ShellSession session = session(shell);

    assertThat(words(session.complete("distro install --params p.yaml --par")))
        .containsOnly("--parallel", "--param", "--params");
    assertThat(words(session.complete("distro uninstall -n space --kub")))
        .containsOnly("--kubeconfig");
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void valueThatIsFixed_isCompleted(Shell shell) {
    ShellSession session = session(shell);

    assertThat(words(session.complete("distro inspect -o "))).containsOnly("table", "json", "yaml");
    assertThat(words(session.complete("distro inspect --output=j"))).containsOnly("json");
    assertThat(words(session.complete("distro install --only kind=c"))).containsOnly("core-addon");
    assertThat(words(session.complete("distro install --only=a,kind=")))
        .containsOnly("managed-service", "core-addon");
    assertThat(words(session.complete("distro install --create-namespaces=f")))
        .contains("false")
        .doesNotContain("true");
    assertThat(words(session.complete("distro completion "))).containsOnly("bash", "zsh", "fish");
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void file_isCompletedByItsEnding(Shell shell) {
    ShellSession session = session(shell);

    assertThat(session.complete("distro compose -f b"))
        .hasSize(1)
        .allMatch(it -> it.startsWith("b.yaml"));
    assertThat(words(session.complete("distro install sub/i")))
        .allMatch(it -> it.endsWith("inner.distro.tar"))
        .hasSize(1);
    assertThat(words(session.complete("distro compose -o s"))).hasSize(1);
    List<String> bundles = session.complete("distro install --param a=b ");
    if (shell == Shell.FISH) {
      assertThat(bundles.get(0))
          .as("fish offers others too, but last")
          .isEqualTo("demo.distro.tar");
    } else {
      assertThat(bundles).containsExactlyInAnyOrder("demo.distro.tar", "sub");
    }
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void valueThatOnlyAClusterKnows_isLeftAlone(Shell shell) {
    ShellSession session = session(shell);

    assertThat(session.complete("distro install --context ")).isEmpty();
    assertThat(words(session.complete("distro status "))).noneMatch(it -> !it.startsWith("-"));
  }

  @Test
  void bash_wordsWithBlanks_areCompletedToo() {
    ShellSession bash = session(Shell.BASH);

    assertThat(bash.complete("distro compose -f x\\ ")).containsExactly("x y.yaml");
    assertThat(bash.complete("distro compose --file=x")).containsExactly("x y.yaml");
  }

  @Test
  void bash_whenSeveralAreListed_showsWhatTheyAreFor() {
    ShellSession bash = session(Shell.BASH);

    assertThat(bash.complete("distro ins", "63"))
        .containsExactly(
            "inspect  (verify a bundle and show what is in it)",
            "install  (install a bundle, or chosen components of it)");
    assertThat(bash.complete("distro inst", "63")).containsExactly("install");
    assertThat(bash.complete("distro ins", "9")).containsExactly("inspect", "install");
  }

  private static Stream<String> names(OptionSpec option) {
    Stream<String> names = Arrays.stream(option.names());
    return option.negatable()
        ? names.flatMap(name -> Stream.of(name, name.replace("--", "--no-")))
        : names;
  }

  @Test
  void everyOptionOfEveryCommand_isInEveryScript() {
    for (Commands.Entry entry : Commands.all()) {
      CommandSpec spec = CommandSpec.forAnnotatedObject(entry.create(console()));
      CommandWords words = CommandWords.of(entry.name(), entry.summary(), spec);

      assertThat(words.options().stream().flatMap(it -> it.names().stream()))
          .as(entry.name())
          .containsExactlyInAnyOrderElementsOf(
              spec.options().stream()
                  .filter(option -> !option.hidden())
                  .flatMap(CompletionTest::names)
                  .toList());
      for (OptionWords option : words.options()) {
        for (String name : option.names()) {
          assertThat(script(Shell.BASH)).contains("'" + name + "' '");
          assertThat(script(Shell.ZSH)).contains(name);
          assertThat(script(Shell.FISH))
              .contains(
                  name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void description_withSpecialCharacters_isTextOnly(Shell shell) throws IOException {
    String nasty = "it's $(touch owned) `touch owned` [a]: \"b\" \\ %s";
    CommandWords command =
        new CommandWords(
            "alpha",
            nasty,
            List.of(
                new OptionWords(List.of("-x", "--xx"), nasty, Expected.NOTHING, false, false),
                new OptionWords(List.of("--xy"), nasty, Expected.ANYTHING, true, false)),
            List.of());
    ShellSession session = session(shell, shell.script(List.of(command)));

    assertThat(words(session.complete("distro al"))).containsOnly("alpha");
    List<String> options = session.complete("distro alpha --x", "63");

    assertThat(options).hasSize(2);
    assertThat(dir.resolve("owned")).doesNotExist();
    if (shell != Shell.ZSH) {
      assertThat(options.get(0)).startsWith("--xx").contains("it's $(touch owned) `touch owned`");
    }
  }

  @Test
  void completion_ofAnUnknownShell_isAUsageError() {
    Ran ran = Ran.distro("completion", "tcsh");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("error: cannot run 'distro completion': ").contains("tcsh");
  }

  private ShellSession session(Shell shell) {
    return session(shell, script(shell));
  }

  private ShellSession session(Shell shell, String script) {
    try {
      Path file = Files.createTempDirectory(dir.getParent(), "script").resolve("script");
      Files.writeString(file, script);
      ShellSession session = new ShellSession(shell, file, dir);
      session.orSkip();
      return session;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String script(Shell shell) {
    Ran ran = Ran.distro("completion", shell.name().toLowerCase(Locale.ROOT));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    return ran.out();
  }

  /**
   * Without descriptions, and without what stands before the last '=': bash and zsh leave that out,
   * fish repeats it.
   */
  private static List<String> words(List<String> offered) {
    return offered.stream()
        .map(line -> line.split("\t", -1)[0])
        .map(word -> word.substring(word.lastIndexOf('=') + 1))
        .toList();
  }

  private static Console console() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Console(nowhere, nowhere, InputStream.nullInputStream(), Map.of(), false);
  }
}
