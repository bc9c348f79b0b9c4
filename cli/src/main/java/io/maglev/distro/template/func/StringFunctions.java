package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.Utf8;
import io.maglev.distro.template.fmt.GoFormat;
import io.maglev.distro.template.fmt.Quote;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sprig's string functions that test, cut, join and quote. */
final class StringFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        hello() string | {{ hello }} | Hello!
        trim(string) string | {{ trim "  a b " }} | a b
        trimall(string, string) string | {{ trimall "$" "$5.00$" }} | 5.00
        trimAll(string, string) string | {{ "$5.00$" | trimAll "$" }} | 5.00
        trimSuffix(string, string) string | {{ "web-" | trimSuffix "-" }} | web
        trimPrefix(string, string) string | {{ "-web" | trimPrefix "-" }} | web
        nospace(string) string | {{ nospace " a b  c " }} | abc
        contains(string, string) bool | {{ "postgres" | contains "gre" }} | true
        hasPrefix(string, string) bool | {{ "postgres" | hasPrefix "post" }} | true
        hasSuffix(string, string) bool | {{ "postgres" | hasSuffix "post" }} | false
        replace(string, string, string) string | {{ "a.b.c" | replace "." "-" }} | a-b-c
        repeat(int, string) string | {{ "ab" | repeat 3 }} | ababab
        substr(int, int, string) string | {{ "hello world" | substr 0 5 }} | hello
        trunc(int, string) string | {{ "hello world" | trunc -5 }} | world
        abbrev(int, string) string | {{ "hello world" | abbrev 8 }} | hello...
        abbrevboth(int, int, string) string | {{ "1234 5678 9123" | abbrevboth 5 10 }} | ...5678...
        wrap(int, string) string | {{ "one two three" | wrap 8 | quote }} | "one two\\nthree"
        wrapWith(int, string, string) string | {{ "one two" | wrapWith 3 "/" }} | one/two
        indent(int, string) string | {{ "a: 1" | indent 4 }} |     a: 1
        nindent(int, string) string | {{ "a" | nindent 2 | quote }} | "\\n  a"
        quote(...any) string | {{ quote "a" nil 1.5 }} | "a" "1.5"
        squote(...any) string | {{ squote "a" nil 1.5 }} | 'a' '1.5'
        cat(...any) string | {{ cat "a" nil 1 true }} | a 1 true
        plural(string, string, int) string | {{ len (list 1 2) | plural "one" "many" }} | many
        toString(any) string | {{ 1.50 | toString }} | 1.5
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return switch (name) {
      case "hello" -> "Hello!";
      case "trim" -> GoRunes.trimSpace(a.string(0));
      case "trimall", "trimAll" -> GoRunes.trim(a.string(1), a.string(0));
      case "trimSuffix" -> trimSuffix(a.string(1), a.string(0));
      case "trimPrefix" -> trimPrefix(a.string(1), a.string(0));
      case "nospace" -> deleteSpace(a.string(0));
      case "contains" -> a.string(1).contains(a.string(0));
      case "hasPrefix" -> a.string(1).startsWith(a.string(0));
      case "hasSuffix" -> a.string(1).endsWith(a.string(0));
      case "replace" -> replace(a.string(2), a.string(0), a.string(1));
      case "repeat" -> GoRunes.repeat(a.string(1), a.integer(0));
      case "substr" -> substring(a.integer(0), a.integer(1), a.string(2));
      case "trunc" -> truncate(a.integer(0), a.string(1));
      case "abbrev" -> Abbreviation.abbreviate(a.string(1), a.integer(0));
      case "abbrevboth" -> Abbreviation.abbreviateBoth(a.string(2), a.integer(0), a.integer(1));
      case "wrap" -> WordWrap.wrap(a.string(1), a.integer(0), "\n", false);
      case "wrapWith" ->
          WordWrap.wrap(a.string(2), a.integer(0), nonEmpty(a.string(1), "\n"), true);
      case "indent" -> indent(a.integer(0), a.string(1));
      case "nindent" -> "\n" + indent(a.integer(0), a.string(1));
      case "quote" -> spaced(a.from(0), value -> Quote.quote(GoFormat.sprint(value)));
      case "squote" -> spaced(a.from(0), value -> "'" + GoFormat.sprint(value) + "'");
      case "cat" -> cat(a.from(0));
      case "plural" -> a.integer(2) == 1 ? a.string(0) : a.string(1);
      case "toString" -> text(a.any(0));
      default -> throw unknown(name);
    };
  }

  /** Sprig's {@code strval}: bytes are text, everything else prints as {@code %v}. */
  static String text(@Nullable Object value) {
    return value instanceof byte[] bytes ? Utf8.decode(bytes) : GoFormat.sprint(value);
  }

  private static String nonEmpty(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static String trimSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  private static String trimPrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  /**
   * goutils reads bytes as characters, which leaves a text that has blanks and is not ASCII
   * garbled; kept, as charts that rely on it would change otherwise.
   */
  private static String deleteSpace(String text) {
    String bytes = GoRunes.toBytes(text);
    StringBuilder kept = new StringBuilder();
    bytes.chars().filter(b -> !GoRunes.isSpace(b)).forEach(kept::appendCodePoint);
    return kept.length() == bytes.length() ? text : kept.toString();
  }

  /** Nothing is found around every character, where Java would cut those beyond U+FFFF in two. */
  private static String replace(String text, String old, String replacement) {
    int growth = replacement.length() - old.length();
    if (growth > 0 && (long) text.length() * (growth + 1L) > GoRunes.MAX_LENGTH) {
      GoRunes.checkLength(text.length() + (long) growth * occurrences(text, old));
    }
    if (!old.isEmpty()) {
      return text.replace(old, replacement);
    }
    StringBuilder out = new StringBuilder(replacement);
    text.codePoints().forEach(point -> out.appendCodePoint(point).append(replacement));
    return out.toString();
  }

  /** How often a text is in another; between all characters if it is empty. */
  private static long occurrences(String text, String part) {
    if (part.isEmpty()) {
      return text.length() + 1L;
    }
    long count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static String substring(long start, long end, String text) {
    if (start < 0) {
      return GoRunes.slice(text, 0, end);
    }
    int length = Utf8.length(text);
    return GoRunes.slice(text, start, end < 0 || end > length ? length : end);
  }

  /** Cuts after so many bytes, or keeps so many last ones; may cut a character in two. */
  private static String truncate(long count, String text) {
    int length = Utf8.length(text);
    if (count < 0 && length + count > 0) {
      return GoRunes.slice(text, length + count, length);
    }
    return count >= 0 && length > count ? GoRunes.slice(text, 0, count) : text;
  }

  private static String indent(long spaces, String text) {
    String pad = GoRunes.repeat(" ", spaces);
    return pad + replace(text, "\n", "\n" + pad);
  }

  private static String spaced(
      List<@Nullable Object> values, Function<Object, String> representation) {
    return values.stream()
        .filter(Objects::nonNull)
        .map(representation)
        .collect(Collectors.joining(" "));
  }

  /** One {@code %v} for each operand that is not nil, with the format trimmed, not the result. */
  private static String cat(List<@Nullable Object> values) {
    return spaced(values, GoFormat::sprint);
  }
}
