package io.maglev.distro.compose.parameter;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.reflect.SimpleObjectHandler;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.yaml.YamlNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts parameters into values: Mustache with the delimiters {@code <% %>}, of which plain variables
 * are all that is let through. Go's <code>{{ }}</code> belongs to the charts and is left alone;
 * nothing is escaped; a text that is one tag and no more takes the parameter's type.
 */
public final class ParameterTemplate {
  private static final String OPEN = "<%";
  private static final String CLOSE = "%>";
  private static final Pattern WHOLE = Pattern.compile("<%[ \\t\\n]*([A-Za-z0-9_-]+)[ \\t\\n]*%>");
  private static final Pattern BLANKS = Pattern.compile("^[ \\t\\n]+|[ \\t\\n]+$");

  /** Mustache's other tags, by the character after the delimiter. */
  private static final String SIGILS = "#^/>!=&{$<?%*";

  /** Thread-safe; it caches named templates only, of which there are none. */
  private static final PlainFactory MUSTACHE = new PlainFactory();

  private ParameterTemplate() {}

  /** Notes every tag in the values that is malformed or names no declared parameter. */
  public static void check(YamlNode values, Collection<String> declared, Problems problems) {
    if (values instanceof YamlNode.MapNode map) {
      for (YamlNode.Entry entry : map.entries()) {
        if (entry.key().contains(OPEN)) {
          problems.add(entry.problem("parameters are put into values only, not into keys"));
        }
        check(entry.value(), declared, problems);
      }
    } else if (values instanceof YamlNode.ListNode list) {
      list.elements().forEach(element -> check(element, declared, problems));
    } else if (values.toValue() instanceof String text) {
      objection(text, declared).ifPresent(problem -> problems.add(values.problem(problem)));
    }
  }

  /**
   * A copy of the values with every tag replaced.
   *
   * @throws DistroException with BUNDLE_INVALID for a tag that {@link #check} would have found:
   *     compose lets none through
   */
  public static Map<String, @Nullable Object> substitute(
      Map<String, @Nullable Object> values, ParameterValues parameters) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    values.forEach((key, value) -> copy.put(key, substituted(value, parameters)));
    return copy;
  }

  @SuppressWarnings("unchecked") // values have string keys only
  private static @Nullable Object substituted(@Nullable Object value, ParameterValues parameters) {
    if (value instanceof Map<?, ?> map) {
      return substitute((Map<String, @Nullable Object>) map, parameters);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(substituted(element, parameters)));
      return copy;
    }
    return value instanceof String text && text.contains(OPEN) ? text(text, parameters) : value;
  }

  private static Object text(String text, ParameterValues parameters) {
    objection(text, parameters.values().keySet())
        .ifPresent(
            problem -> {
              throw DistroException.of(
                  ErrorCode.BUNDLE_INVALID, "cannot put parameters into values: " + problem);
            });
    Matcher whole = WHOLE.matcher(text);
    if (whole.matches()) {
      Object value = parameters.values().get(whole.group(1));
      return value == null ? "" : value;
    }
    return mustache(text, parameters);
  }

  /** Mustache.java drops carriage returns that no line feed follows, so it sees none at all. */
  private static String mustache(String text, ParameterValues parameters) {
    Map<String, String> scope = new LinkedHashMap<>();
    parameters.values().forEach((name, value) -> scope.put(name, ParameterSchema.printed(value)));
    List<String> parts = new ArrayList<>();
    for (String part : text.split("\r", -1)) {
      StringWriter out = new StringWriter();
      MUSTACHE.compile(new StringReader(part), "values", OPEN, CLOSE).execute(out, scope);
      parts.add(out.toString());
    }
    return String.join("\r", parts);
  }

  /** What is wrong with the tags of a text. */
  private static Optional<String> objection(String text, Collection<String> declared) {
    int from = 0;
    while (true) {
      int open = text.indexOf(OPEN, from);
      if (open < 0) {
        return Optional.empty();
      }
      int close = text.indexOf(CLOSE, open + OPEN.length());
      if (close < 0) {
        return Optional.of("a '<%' is not closed by '%>'");
      }
      String tag = BLANKS.matcher(text.substring(open + OPEN.length(), close)).replaceAll("");
      if (!declared.contains(tag)) {
        return Optional.of(unknown(tag, declared));
      }
      from = close + CLOSE.length();
    }
  }

  private static String unknown(String tag, Collection<String> declared) {
    if (ParameterSchema.NAME.matcher(tag).matches()) {
      return "there is no parameter '" + tag + "'" + NearestName.suggestion(tag, declared);
    }
    boolean feature = !tag.isEmpty() && SIGILS.indexOf(tag.charAt(0)) >= 0;
    return (feature ? "Mustache's <%" + tag.charAt(0) + " is not supported" : "'" + tag + "'")
        + (feature ? "" : " is no parameter's name")
        + ": between <% and %> stands the name of a parameter and nothing else";
  }

  /** Escapes nothing; partials cannot be reached. */
  private static final class PlainFactory extends DefaultMustacheFactory {
    PlainFactory() {
      setObjectHandler(new SimpleObjectHandler());
    }

    @Override
    public void encode(String value, Writer writer) {
      try {
        writer.write(value);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
