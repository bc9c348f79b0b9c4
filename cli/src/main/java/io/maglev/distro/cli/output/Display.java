package io.maglev.distro.cli.output;

import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * How text may look where it is shown.
 *
 * @param columns how wide a line may be, asked only where it matters: asking may start a process
 * @param ellipsis stands for what was cut
 */
public record Display(IntSupplier columns, Style style, String ellipsis) {
  /** Width of what is no terminal. */
  public static final int ENDLESS = Integer.MAX_VALUE;

  /** A file or a pipe. */
  public static final Display PLAIN = new Display(() -> ENDLESS, Style.NONE, "");

  /** A display whose width is known. */
  public static Display of(IntSupplier columns, Style style, Map<String, String> environment) {
    return new Display(columns, style, speaksUtf8(environment) ? "…" : "..");
  }

  /** Whether the locale is a UTF-8 one: by POSIX the first of its variables that is set decides. */
  public static boolean speaksUtf8(Map<String, String> environment) {
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("");
    return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
  }
}
