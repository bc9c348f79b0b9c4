package io.maglev.distro.template.func;

import com.google.re2j.Matcher;
import java.util.function.BiConsumer;

/** Go's {@code regexp.ReplaceAllString}: {@code $1}, {@code ${1}} and {@code ${name}}. */
final class RegexReplacement {
  private final String template;
  private int position;

  private RegexReplacement(String template) {
    this.template = template;
  }

  static String replaceAll(Matcher matcher, String text, String template) {
    boolean literal = template.indexOf('$') < 0;
    return literal
        ? replaceAllLiteral(matcher, text, template)
        : replace(matcher, text, (out, match) -> new RegexReplacement(template).expand(out, match));
  }

  static String replaceAllLiteral(Matcher matcher, String text, String replacement) {
    return replace(matcher, text, (out, match) -> out.append(replacement));
  }

  private static String replace(
      Matcher matcher, String text, BiConsumer<StringBuilder, Matcher> replacement) {
    StringBuilder out = new StringBuilder(text.length());
    int lastEnd = 0;
    int position = 0;
    while (position <= text.length() && matcher.find(position)) {
      out.append(text.substring(lastEnd, matcher.start()));
      if (matcher.end() > lastEnd || matcher.start() == 0) {
        replacement.accept(out, matcher);
      }
      GoRunes.checkLength(out.length());
      lastEnd = matcher.end();
      position = Math.max(RegexMatches.next(text, position), lastEnd);
    }
    return out.append(text, lastEnd, text.length()).toString();
  }

  private void expand(StringBuilder out, Matcher match) {
    while (true) {
      int dollar = template.indexOf('$', position);
      if (dollar < 0) {
        out.append(template, position, template.length());
        return;
      }
      out.append(template, position, dollar);
      position = dollar + 1;
      if (template.startsWith("$", position)) {
        out.append('$');
        position++;
      } else if (!appendGroup(out, match)) {
        out.append('$');
      }
    }
  }

  /** Reads a name, the longest possible; false if there is none, and nothing is read. */
  private boolean appendGroup(StringBuilder out, Matcher match) {
    boolean brace = template.startsWith("{", position);
    int start = brace ? position + 1 : position;
    int end = start;
    while (end < template.length() && isNamePart(template.codePointAt(end))) {
      end += Character.charCount(template.codePointAt(end));
    }
    if (end == start || (brace && !template.startsWith("}", end))) {
      return false;
    }
    position = brace ? end + 1 : end;
    String group = group(match, template.substring(start, end));
    out.append(group);
    return true;
  }

  private static boolean isNamePart(int point) {
    return Character.isLetter(point) || Character.isDigit(point) || point == '_';
  }

  /** The text of a group; empty if there is no such group or it took no part. */
  private static String group(Matcher match, String name) {
    int index = index(match, name);
    if (index < 0 || index > match.groupCount()) {
      return "";
    }
    String group = match.group(index);
    return group == null ? "" : group;
  }

  private static int index(Matcher match, String name) {
    boolean number =
        name.length() <= 9
            && name.chars().allMatch(c -> c >= '0' && c <= '9')
            && (name.length() == 1 || name.charAt(0) != '0');
    if (number) {
      return Integer.parseInt(name);
    }
    return match.pattern().namedGroups().getOrDefault(name, -1);
  }
}
