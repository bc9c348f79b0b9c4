package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sprig's URLs as dictionaries. */
final class UrlFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        urlParse(string) map | {{ (urlParse "http://admin:pw@host:8080/path?q=1#f").hostname }} | host
        urlJoin(map) string | {{ urlJoin (dict "scheme" "http" "host" "host:80" "path" "/p") }} | http://host:80/p
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return switch (name) {
      case "urlParse" -> parse(a.string(0));
      case "urlJoin" -> join(a.map(0));
      default -> throw unknown(name);
    };
  }

  private static Map<String, @Nullable Object> parse(String text) {
    GoUrl url;
    try {
      url = GoUrl.parse(GoRunes.toBytes(text));
    } catch (FunctionException e) {
      throw new FunctionException("unable to parse url: " + e.getMessage(), e);
    }
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    parts.put("scheme", url.scheme());
    parts.put("host", GoRunes.fromBytes(url.host()));
    parts.put("hostname", GoRunes.fromBytes(url.hostname()));
    parts.put("path", GoRunes.fromBytes(url.path()));
    parts.put("query", GoRunes.fromBytes(url.query()));
    parts.put("opaque", GoRunes.fromBytes(url.opaque()));
    parts.put("fragment", GoRunes.fromBytes(url.fragment()));
    parts.put("userinfo", GoRunes.fromBytes(url.user()));
    return parts;
  }

  private static String join(Map<String, @Nullable Object> parts) {
    String scheme = part(parts, "scheme");
    String host = part(parts, "host");
    String path = part(parts, "path");
    String query = part(parts, "query");
    String opaque = part(parts, "opaque");
    String fragment = part(parts, "fragment");
    String user = user(part(parts, "userinfo"));
    GoUrl url = new GoUrl(scheme, opaque, user, host, path, query, fragment);
    return GoRunes.fromBytes(url.toString());
  }

  private static String user(String userinfo) {
    if (userinfo.isEmpty()) {
      return "";
    }
    try {
      return GoUrl.parse("proto://" + userinfo + "@host").user();
    } catch (FunctionException e) {
      throw new FunctionException("unable to parse userinfo in dict: " + e.getMessage(), e);
    }
  }

  private static String part(Map<String, @Nullable Object> parts, String key) {
    if (!parts.containsKey(key)) {
      return "";
    }
    Object value = parts.get(key);
    if (value == null) {
      throw new FunctionException(Lists.NIL_DEREFERENCE);
    }
    if (value instanceof String text) {
      return GoRunes.toBytes(text);
    }
    throw new FunctionException(
        "unable to parse "
            + key
            + " key, must be of type string, but "
            + GoKind.of(value).goName()
            + " found");
  }
}
