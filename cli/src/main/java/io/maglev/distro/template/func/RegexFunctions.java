package io.maglev.distro.template.func;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoNilSlice;
import io.maglev.distro.template.GoStrings;
import io.maglev.distro.template.fmt.Quote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sprig's regular expressions: RE2's syntax, no look-around and no back-references. The {@code
 * must} forms return the error that the others panic with.
 */
final class RegexFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        regexMatch(string, string) bool | {{ regexMatch "^a+$" "aaa" }} | true
        mustRegexMatch(string, string) bool | {{ mustRegexMatch "^a+$" "ab" }} | false
        regexFind(string, string) string | {{ regexFind "[0-9]+" "ab12cd" }} | 12
        mustRegexFind(string, string) string | {{ mustRegexFind "[0-9]+" "ab12cd" }} | 12
        regexFindAll(string, string, int) []string | {{ regexFindAll "[0-9]" "a1b2c3" 2 }} | [1 2]
        mustRegexFindAll(string, string, int) []string | {{ mustRegexFindAll "[0-9]" "a1b2" -1 }} | [1 2]
        regexReplaceAll(string, string, string) string | {{ regexReplaceAll "a(x*)b" "-axxb-" "${1}W" }} | -xxW-
        mustRegexReplaceAll(string, string, string) string | {{ mustRegexReplaceAll "a" "banana" "o" }} | bonono
        regexReplaceAllLiteral(string, string, string) string | {{ regexReplaceAllLiteral "a" "ba" "$1" }} | b$1
        mustRegexReplaceAllLiteral(string, string, string) string | {{ mustRegexReplaceAllLiteral "a" "ba" "$1" }} | b$1
        regexSplit(string, string, int) []string | {{ regexSplit "z+" "pizza" -1 }} | [pi a]
        mustRegexSplit(string, string, int) []string | {{ mustRegexSplit "z+" "pizza" -1 }} | [pi a]
        regexQuoteMeta(string) string | {{ regexQuoteMeta "1.2.3" }} | 1\\.2\\.3
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    if (name.equals("regexQuoteMeta")) {
      return quoteMeta(a.string(0));
    }
    a.spend(a.string(0).length());
    Pattern pattern = compile(name, a.string(0));
    if (pattern == null) {
      return false;
    }
    String text = a.string(1);
    Matcher matcher = RegexText.matcher(pattern, text, a);
    return switch (name) {
      case "regexMatch", "mustRegexMatch" -> matcher.find();
      case "regexFind", "mustRegexFind" -> find(matcher);
      case "regexFindAll", "mustRegexFindAll" -> findAll(matcher, text, a.integer(2));
      case "regexReplaceAll", "mustRegexReplaceAll" ->
          RegexReplacement.replaceAll(matcher, text, a.string(2));
      case "regexReplaceAllLiteral", "mustRegexReplaceAllLiteral" ->
          RegexReplacement.replaceAllLiteral(matcher, text, a.string(2));
      case "regexSplit", "mustRegexSplit" -> split(matcher, text, a.integer(2));
      default -> throw unknown(name);
    };
  }

  /** Null where {@code regexMatch} swallows the error. */
  private static @Nullable Pattern compile(String name, String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      if (name.equals("regexMatch")) {
        return null;
      }
      throw new FunctionException(error(name, expression, e), e);
    }
  }

  private static String error(String name, String expression, PatternSyntaxException e) {
    String error = goText(expression, e);
    if (name.startsWith("must")) {
      return error;
    }
    return "regexp: Compile(" + quoted(expression) + "): " + error;
  }

  /** RE2/J words two errors otherwise than Go does. */
  private static String goText(String expression, PatternSyntaxException e) {
    String error = String.valueOf(e.getMessage());
    if (error.endsWith("`stack underflow`")) {
      return "error parsing regexp: unexpected ): `" + expression + "`";
    }
    return error.endsWith("trailing backslash at end of expression") ? error + ": ``" : error;
  }

  private static String quoted(String text) {
    return Quote.canBackquote(text) ? "`" + text + "`" : Quote.quote(text);
  }

  private static String find(Matcher matcher) {
    return matcher.find() ? matcher.group() : "";
  }

  private static List<?> findAll(Matcher matcher, String text, long limit) {
    List<String> found = new ArrayList<>();
    for (int[] match : RegexMatches.of(matcher, text, limit)) {
      found.add(text.substring(match[0], match[1]));
    }
    return found.isEmpty() ? GoNilSlice.STRINGS : new GoStrings(found);
  }

  /** {@code regexp.Split}: an empty match at the very start separates nothing. */
  private static List<?> split(Matcher matcher, String text, long limit) {
    if (limit == 0) {
      return GoNilSlice.STRINGS;
    }
    List<String> parts = new ArrayList<>();
    if (!matcher.pattern().pattern().isEmpty() && text.isEmpty()) {
      return new GoStrings(List.of(""));
    }
    int start = 0;
    int end = 0;
    for (int[] match : RegexMatches.of(matcher, text, limit)) {
      if (limit > 0 && parts.size() == limit - 1) {
        break;
      }
      end = match[0];
      if (match[1] != 0) {
        parts.add(text.substring(start, end));
      }
      start = match[1];
    }
    if (end != text.length()) {
      parts.add(text.substring(start));
    }
    return new GoStrings(parts);
  }

  private static String quoteMeta(String text) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\\.+*?()|[]{}^$".indexOf(c) >= 0) {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.toString();
  }
}
