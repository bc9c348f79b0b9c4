package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.fmt.Quote;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.util.IPAddress;

/**
 * A URL taken apart as Go's {@code url.Parse} does. All texts are of bytes, path and fragment
 * decoded, user encoded. Immutable.
 */
record GoUrl(
    String scheme,
    String opaque,
    String user,
    String host,
    String path,
    String query,
    String fragment) {
  private static final Pattern OPTIONAL_PORT = Pattern.compile("(:[0-9]*)?");
  private static final Pattern USER_INFO = Pattern.compile("[A-Za-z0-9\\-._:~!$&'()*+,;=%@]*");

  /**
   * Parses a URL.
   *
   * @throws FunctionException with the text of Go's {@code url.Error}
   */
  static GoUrl parse(String bytes) {
    int hash = bytes.indexOf('#');
    String main = hash < 0 ? bytes : bytes.substring(0, hash);
    GoUrl url;
    try {
      url = parseMain(main);
    } catch (FunctionException e) {
      throw failure(main, e);
    }
    try {
      String fragment = hash < 0 ? "" : bytes.substring(hash + 1);
      return new GoUrl(
          url.scheme,
          url.opaque,
          url.user,
          url.host,
          url.path,
          url.query,
          UrlEncoding.FRAGMENT.unescape(fragment));
    } catch (FunctionException e) {
      throw failure(bytes, e);
    }
  }

  private static FunctionException failure(String bytes, FunctionException e) {
    return new FunctionException("parse " + quote(bytes) + ": " + e.getMessage(), e);
  }

  private static String quote(String bytes) {
    return Quote.quote(GoRunes.fromBytes(bytes));
  }

  private static GoUrl parseMain(String bytes) {
    if (bytes.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new FunctionException("net/url: invalid control character in URL");
    }
    if (bytes.equals("*")) {
      return new GoUrl("", "", "", "", "*", "", "");
    }
    int schemeEnd = schemeEnd(bytes);
    String scheme = schemeEnd < 0 ? "" : bytes.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    String rest = bytes.substring(schemeEnd + 1);
    int mark = rest.indexOf('?');
    String query = mark < 0 ? "" : rest.substring(mark + 1);
    rest = mark < 0 ? rest : rest.substring(0, mark);
    if (!rest.startsWith("/")) {
      if (!scheme.isEmpty()) {
        return new GoUrl(scheme, rest, "", "", "", query, "");
      }
      if (firstSegment(rest).contains(":")) {
        throw new FunctionException("first path segment in URL cannot contain colon");
      }
    }
    String authority = "";
    if (rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"))) {
      authority = firstSegment(rest.substring(2));
      rest = rest.substring(2 + authority.length());
    }
    int at = authority.lastIndexOf('@');
    String host = host(scheme, authority.substring(at + 1));
    String user = at < 0 ? "" : user(authority.substring(0, at));
    return new GoUrl(scheme, "", user, host, UrlEncoding.PATH.unescape(rest), query, "");
  }

  /** The index of the colon after the scheme, or -1. */
  private static int schemeEnd(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (c == ':') {
        if (i == 0) {
          throw new FunctionException("missing protocol scheme");
        }
        return i;
      }
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (i == 0 || "0123456789+-.".indexOf(c) < 0)) {
        return -1;
      }
    }
    return -1;
  }

  private static String firstSegment(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  private static String user(String bytes) {
    if (!USER_INFO.matcher(bytes).matches()) {
      throw new FunctionException("net/url: invalid userinfo");
    }
    int colon = bytes.indexOf(':');
    if (colon < 0) {
      return UrlEncoding.USER.escape(UrlEncoding.USER.unescape(bytes));
    }
    return UrlEncoding.USER.escape(UrlEncoding.USER.unescape(bytes.substring(0, colon)))
        + ":"
        + UrlEncoding.USER.escape(UrlEncoding.USER.unescape(bytes.substring(colon + 1)));
  }

  private static String host(String scheme, String bytes) {
    int bracket = bytes.lastIndexOf('[');
    if (bracket > 0) {
      throw new FunctionException("invalid IP-literal");
    }
    if (bracket == 0) {
      return addressLiteral(bytes);
    }
    boolean strict = scheme.equals("http") || scheme.equals("https");
    int colon = strict ? bytes.indexOf(':') : bytes.lastIndexOf(':');
    checkPort(colon < 0 ? "" : bytes.substring(colon));
    return UrlEncoding.HOST.unescape(bytes);
  }

  private static String addressLiteral(String bytes) {
    int close = bytes.lastIndexOf(']');
    if (close < 0) {
      throw new FunctionException("missing ']' in host");
    }
    checkPort(bytes.substring(close + 1));
    String name = bytes.substring(1, close);
    int zone = name.indexOf("%25");
    String address = UrlEncoding.HOST.unescape(zone < 0 ? name : name.substring(0, zone));
    if (IPAddress.isValidIPv4(address)) {
      throw new FunctionException("invalid IP-literal");
    }
    String unescaped =
        zone < 0 ? address : address + UrlEncoding.ZONE.unescape(name.substring(zone));
    if (!IPAddress.isValidIPv6(address)) {
      throw new FunctionException(
          "invalid host: ParseAddr(" + quote(unescaped) + "): unable to parse IP");
    }
    return "[" + unescaped + "]" + bytes.substring(close + 1);
  }

  private static void checkPort(String colonPort) {
    if (!OPTIONAL_PORT.matcher(colonPort).matches()) {
      throw new FunctionException("invalid port " + quote(colonPort) + " after host");
    }
  }

  /** The host without port and brackets. */
  String hostname() {
    int colon = host.lastIndexOf(':');
    boolean port = colon >= 0 && OPTIONAL_PORT.matcher(host.substring(colon)).matches();
    String name = port ? host.substring(0, colon) : host;
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  /** Puts it together; {@code user} goes in as it is. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    if (!scheme.isEmpty()) {
      out.append(scheme).append(':');
    }
    if (opaque.isEmpty()) {
      appendHierarchy(out);
    } else {
      out.append(opaque);
    }
    if (!query.isEmpty()) {
      out.append('?').append(query);
    }
    if (!fragment.isEmpty()) {
      out.append('#').append(UrlEncoding.FRAGMENT.escape(fragment));
    }
    return out.toString();
  }

  private void appendHierarchy(StringBuilder out) {
    boolean authority = !host.isEmpty() || !user.isEmpty();
    if (authority || (!scheme.isEmpty() && !path.isEmpty())) {
      out.append("//");
    }
    if (!user.isEmpty()) {
      out.append(user).append('@');
    }
    out.append(UrlEncoding.HOST.escape(host));
    if (!path.isEmpty() && !path.startsWith("/") && !host.isEmpty()) {
      out.append('/');
    }
    if (out.isEmpty() && firstSegment(path).contains(":")) {
      out.append("./");
    }
    out.append(path.equals("*") ? "*" : UrlEncoding.PATH.escape(path));
  }
}
