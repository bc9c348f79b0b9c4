package io.maglev.distro.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal of this process, asked when somebody wants to know and not before: Java 17 tells
 * neither whether stderr is one nor how wide it is, and each question costs a system call or a
 * process. Thread-safe.
 */
final class ProcessTerminal implements Terminal {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\S*|console)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");
  private static final int PATIENCE_MILLIS = 500;
  private static final int NOT_KNOWN = -1;

  private final Map<String, String> environment;
  private volatile int shown = NOT_KNOWN;

  ProcessTerminal(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public boolean showsOut() {
    return (shown() & 1) != 0;
  }

  @Override
  public boolean showsErr() {
    return (shown() & 2) != 0;
  }

  /** {@code COLUMNS} and {@code LINES} win, as they do in other programs. */
  @Override
  public Size size() {
    Optional<Integer> columns = number("COLUMNS");
    Optional<Integer> rows = number("LINES");
    if (columns.isPresent() && rows.isPresent()) {
      return new Size(rows.get(), columns.get());
    }
    Size size = parse(run("stty", "size"));
    return new Size(rows.orElse(size.rows()), columns.orElse(size.columns()));
  }

  /** What {@code stty size} printed; terminals that were never told their size say {@code 0 0}. */
  static Size parse(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Size.USUAL;
    }
    int rows = Integer.parseInt(matcher.group(1));
    int columns = Integer.parseInt(matcher.group(2));
    return new Size(
        rows > 0 ? rows : Size.USUAL.rows(), columns > 0 ? columns : Size.USUAL.columns());
  }

  private Optional<Integer> number(String name) {
    String text = environment.getOrDefault(name, "");
    return text.matches("[1-9]\\d{0,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  /** Bit 0: stdout, bit 1: stderr. */
  private int shown() {
    if (shown == NOT_KNOWN) {
      shown = Files.isDirectory(DESCRIPTORS) ? shownByLinux() : shownByShell();
    }
    return shown;
  }

  private static int shownByLinux() {
    return (isDevice(1) ? 1 : 0) | (isDevice(2) ? 2 : 0);
  }

  private static boolean isDevice(int descriptor) {
    try {
      Path target = Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)));
      return DEVICE.matcher(target.toString()).matches();
    } catch (IOException e) {
      return false;
    }
  }

  /** Elsewhere the shell knows; the answer is its exit code, since its output would be a pipe. */
  private static int shownByShell() {
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", "n=0; test -t 1 && n=1; test -t 2 && n=$((n+2)); exit $n")
              .inheritIO()
              .start();
      return end(shell) ? shell.exitValue() & 3 : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The first line a program prints of the terminal, or nothing. */
  private static String run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream in = process.getInputStream()) {
        return end(process) ? new String(in.readNBytes(64), StandardCharsets.US_ASCII) : "";
      }
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean end(Process process) {
    try {
      if (process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }
}
