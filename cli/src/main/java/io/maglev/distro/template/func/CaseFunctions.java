package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import org.jspecify.annotations.Nullable;

/** Sprig's functions that change the case of letters. */
final class CaseFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        upper(string) string | {{ upper "aßc" }} | AßC
        lower(string) string | {{ lower "ABC" }} | abc
        title(string) string | {{ title "hello wide-world" }} | Hello Wide-World
        untitle(string) string | {{ untitle "Hello World" }} | hello world
        swapcase(string) string | {{ swapcase "This Is A.Test" }} | tHIS iS a.tEST
        initials(string) string | {{ initials "First Try" }} | FT
        snakecase(string) string | {{ snakecase "FirstName" }} | first_name
        camelcase(string) string | {{ camelcase "http_server" }} | HttpServer
        kebabcase(string) string | {{ kebabcase "FirstName" }} | first-name
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    String text = a.string(0);
    return switch (name) {
      case "upper" -> GoRunes.map(text, Character::toUpperCase);
      case "lower" -> GoRunes.map(text, Character::toLowerCase);
      case "title" -> title(text);
      case "untitle" -> uncapitalize(text);
      case "swapcase" -> swapCase(text);
      case "initials" -> initials(text);
      case "snakecase" -> WordCase.connected(text, '_');
      case "camelcase" -> WordCase.pascal(text);
      case "kebabcase" -> WordCase.connected(text, '-');
      default -> throw unknown(name);
    };
  }

  /** {@code strings.Title}. */
  private static String title(String text) {
    int[] previous = {' '};
    return GoRunes.map(
        text,
        rune -> {
          boolean first = isSeparator(previous[0]);
          previous[0] = rune;
          return first ? Character.toTitleCase(rune) : rune;
        });
  }

  private static boolean isSeparator(int rune) {
    if (rune < 0x80) {
      return rune != '_' && !Character.isLetterOrDigit(rune);
    }
    return !Character.isLetterOrDigit(rune) && GoRunes.isSpace(rune);
  }

  /** {@code goutils.Uncapitalize}: the first letter of each word. */
  private static String uncapitalize(String text) {
    boolean[] first = {true};
    return GoRunes.map(
        text,
        rune -> {
          if (GoRunes.isSpace(rune)) {
            first[0] = true;
            return rune;
          }
          boolean change = first[0];
          first[0] = false;
          return change ? Character.toLowerCase(rune) : rune;
        });
  }

  /** {@code goutils.SwapCase}: a lower case letter that begins a word becomes title case. */
  private static String swapCase(String text) {
    boolean[] first = {true};
    return GoRunes.map(
        text,
        rune -> {
          boolean begins = first[0];
          first[0] = false;
          if (GoRunes.isUpper(rune) || Character.isTitleCase(rune)) {
            return Character.toLowerCase(rune);
          }
          if (GoRunes.isLower(rune)) {
            return begins ? Character.toTitleCase(rune) : Character.toUpperCase(rune);
          }
          first[0] = GoRunes.isSpace(rune);
          return rune;
        });
  }

  /** {@code goutils.Initials}, which takes bytes for characters. */
  private static String initials(String text) {
    StringBuilder initials = new StringBuilder();
    boolean gap = true;
    for (char unit : GoRunes.toBytes(text).toCharArray()) {
      boolean space = GoRunes.isSpace(unit);
      if (gap && !space) {
        initials.append(unit);
      }
      gap = space;
    }
    return initials.toString();
  }
}
