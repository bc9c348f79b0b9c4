package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.fmt.Quote;

/** Percent encoding by part of a URL, on texts of bytes; Go's {@code net/url}. */
enum UrlEncoding {
  PATH("$&+,/:;=@"),
  USER("$&+,;="),
  HOST("!$&'()*+,;=:[]<>\""),
  ZONE("!$&'()*+,;=:[]<>\""),
  FRAGMENT("$&+,/:;=?@!()*");

  private static final String HEX = "0123456789ABCDEF";
  private final String unescaped;

  UrlEncoding(String unescaped) {
    this.unescaped = unescaped;
  }

  private boolean escapes(char c) {
    boolean unreserved =
        (c >= 'a' && c <= 'z')
            || (c >= 'A' && c <= 'Z')
            || (c >= '0' && c <= '9')
            || "-_.~".indexOf(c) >= 0;
    return !unreserved && unescaped.indexOf(c) < 0;
  }

  String escape(String bytes) {
    StringBuilder out = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (escapes(c)) {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * Decodes.
   *
   * @throws FunctionException in Go's words, if an escape is malformed or a host has a character
   *     that it must not have
   */
  String unescape(String bytes) {
    StringBuilder out = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (c == '%') {
        out.append(escaped(bytes, i));
        i += 2;
      } else {
        boolean host = this == HOST || this == ZONE;
        if (host && c < 0x80 && escapes(c)) {
          throw new FunctionException("invalid character \"" + c + "\" in host name");
        }
        out.append(c);
      }
    }
    return out.toString();
  }

  private char escaped(String bytes, int at) {
    String escape = bytes.substring(at, Math.min(at + 3, bytes.length()));
    int high = escape.length() < 3 ? -1 : Character.digit(escape.charAt(1), 16);
    int low = escape.length() < 3 ? -1 : Character.digit(escape.charAt(2), 16);
    if (high < 0 || low < 0) {
      throw invalid(escape);
    }
    char value = (char) (high * 16 + low);
    if (!escape.equals("%25")) {
      if (this == HOST && value < 0x80) {
        throw invalid(escape);
      }
      if (this == ZONE && value != ' ' && HOST.escapes(value)) {
        throw invalid(escape);
      }
    }
    return value;
  }

  private static FunctionException invalid(String escape) {
    return new FunctionException("invalid URL escape " + Quote.quote(GoRunes.fromBytes(escape)));
  }

  /** Whether a path or fragment may stand as it is though it could be written otherwise. */
  boolean isValid(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if ("!$&'()*+,;=:@[]%".indexOf(c) < 0 && escapes(c)) {
        return false;
      }
    }
    return true;
  }
}
