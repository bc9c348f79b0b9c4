package io.maglev.distro.yaml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Scans anchors, aliases, tags and directives. Holds no state but the cursor. */
final class PropertyScanner {
  private static final String URI = ";/?:@&=+$,.!~*'()[]%";

  private final YamlCursor cursor;

  PropertyScanner(YamlCursor cursor) {
    this.cursor = cursor;
  }

  YamlToken anchor(boolean defines) {
    int line = cursor.line();
    int column = cursor.column();
    cursor.skip();
    String name = word();
    if (name.isEmpty() || (!cursor.isBlankOrEnd(0) && "?:,]}%@`".indexOf(cursor.peek()) < 0)) {
      throw cursor.fail("did not find expected alphabetic or numeric character");
    }
    return new YamlToken(defines ? TokenType.ANCHOR : TokenType.ALIAS, line, column, name, "");
  }

  YamlToken tag() {
    int line = cursor.line();
    int column = cursor.column();
    String handle = "";
    String suffix;
    if (cursor.peek(1) == '<') {
      cursor.skip(2);
      suffix = uri("");
      if (cursor.peek() != '>') {
        throw cursor.fail("did not find the expected '>'");
      }
      cursor.skip();
    } else {
      handle = handle(false);
      if (handle.length() > 1 && handle.endsWith("!")) {
        suffix = uri("");
      } else {
        suffix = uri(handle);
        // The tag '!' alone has no handle.
        handle = suffix.isEmpty() ? "" : "!";
        suffix = suffix.isEmpty() ? "!" : suffix;
      }
    }
    if (!cursor.isBlankOrEnd(0)) {
      throw cursor.fail("did not find expected whitespace or line break");
    }
    return new YamlToken(TokenType.TAG, line, column, handle, suffix);
  }

  YamlToken directive() {
    int line = cursor.line();
    int column = cursor.column();
    cursor.skip();
    String name = word();
    if (name.isEmpty()) {
      throw cursor.fail("could not find expected directive name");
    }
    if (!cursor.isBlankOrEnd(0)) {
      throw cursor.fail("found unexpected non-alphabetical character");
    }
    YamlToken directive =
        switch (name) {
          case "YAML" -> new YamlToken(TokenType.VERSION_DIRECTIVE, line, column, version(), "");
          case "TAG" -> tagDirective(line, column);
          default -> throw cursor.fail("found unknown directive name");
        };
    cursor.skipBlanks();
    cursor.skipComment();
    if (!cursor.atBreakOrEnd()) {
      throw cursor.fail("did not find expected comment or line break");
    }
    if (cursor.atBreak()) {
      cursor.skipBreak();
    }
    return directive;
  }

  private String version() {
    cursor.skipBlanks();
    int major = versionNumber();
    if (cursor.peek() != '.') {
      throw cursor.fail("did not find expected digit or '.' character");
    }
    cursor.skip();
    return major + "." + versionNumber();
  }

  private int versionNumber() {
    int start = cursor.position();
    while (cursor.peek() >= '0' && cursor.peek() <= '9') {
      if (cursor.position() - start == 2) {
        throw cursor.fail("found extremely long version number");
      }
      cursor.skip();
    }
    if (cursor.position() == start) {
      throw cursor.fail("did not find expected version number");
    }
    return Integer.parseInt(cursor.since(start));
  }

  private YamlToken tagDirective(int line, int column) {
    cursor.skipBlanks();
    String handle = handle(true);
    if (!cursor.atBlank()) {
      throw cursor.fail("did not find expected whitespace");
    }
    cursor.skipBlanks();
    String prefix = uri("");
    if (!cursor.isBlankOrEnd(0)) {
      throw cursor.fail("did not find expected whitespace or line break");
    }
    return new YamlToken(TokenType.TAG_DIRECTIVE, line, column, handle, prefix);
  }

  private String handle(boolean directive) {
    if (cursor.peek() != '!') {
      throw cursor.fail("did not find expected '!'");
    }
    int start = cursor.position();
    cursor.skip();
    word();
    if (cursor.peek() == '!') {
      cursor.skip();
    } else if (directive && cursor.position() - start > 1) {
      throw cursor.fail("did not find expected '!'");
    }
    return cursor.since(start);
  }

  /**
   * @param head what was read as a handle and turned out not to be one; its '!' is not part of it
   */
  private String uri(String head) {
    StringBuilder uri = new StringBuilder(head.isEmpty() ? "" : head.substring(1));
    boolean found = !head.isEmpty();
    while (isWord(cursor.peek()) || (!cursor.atEnd() && URI.indexOf(cursor.peek()) >= 0)) {
      if (cursor.peek() == '%') {
        escapes(uri);
      } else {
        cursor.read(uri);
      }
      found = true;
    }
    if (!found) {
      throw cursor.fail("did not find expected tag URI");
    }
    return uri.toString();
  }

  /** One character given as the octets of its UTF-8 form. */
  private void escapes(StringBuilder uri) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    int width = 1;
    while (octets.size() < width) {
      int octet = Character.digit(cursor.peek(1), 16) * 16 + Character.digit(cursor.peek(2), 16);
      if (cursor.peek() != '%' || !isHex(cursor.peek(1)) || !isHex(cursor.peek(2))) {
        throw cursor.fail("did not find URI escaped octet");
      }
      if (octets.size() == 0) {
        width = width(octet);
        if (width == 0) {
          throw cursor.fail("found an incorrect leading UTF-8 octet");
        }
      } else if ((octet & 0xc0) != 0x80) {
        throw cursor.fail("found an incorrect trailing UTF-8 octet");
      }
      octets.write(octet);
      cursor.skip(3);
    }
    uri.append(octets.toString(StandardCharsets.UTF_8));
  }

  private static int width(int octet) {
    if (octet < 0x80) {
      return 1;
    }
    if ((octet & 0xe0) == 0xc0) {
      return 2;
    }
    if ((octet & 0xf0) == 0xe0) {
      return 3;
    }
    return (octet & 0xf8) == 0xf0 ? 4 : 0;
  }

  private String word() {
    int start = cursor.position();
    while (isWord(cursor.peek())) {
      cursor.skip();
    }
    return cursor.since(start);
  }

  private static boolean isWord(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || c == '_'
        || c == '-';
  }

  private static boolean isHex(char c) {
    return c < 0x80 && Character.digit(c, 16) >= 0;
  }
}
