package io.maglev.distro.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one TOML document by the rules and in the words of BurntSushi/toml 1.6. */
final class TomlParser {
  private final TomlTables tables = new TomlTables();
  private final TomlCursor cursor;
  private final TomlScalars scalars;
  private int depth;
  private int walked;

  TomlParser(String text) {
    cursor = new TomlCursor(text, tables::current);
    scalars = new TomlScalars(cursor);
  }

  Map<String, @Nullable Object> parse() {
    cursor.skipSpace();
    while (cursor.peek() != TomlCursor.END) {
      if (cursor.peek() == '[') {
        header();
      } else {
        keyAndValue();
      }
      endLine();
      cursor.skipSpace();
    }
    return tables.root();
  }

  private void endLine() {
    cursor.skipBlanks();
    int c = cursor.peek();
    if (c != '#' && c != '\n' && c != '\r' && c != TomlCursor.END) {
      throw cursor.fail(
          "expected a top-level item to end with a newline, comment, or EOF, but got "
              + cursor.quotedNext()
              + " instead");
    }
  }

  private void header() {
    boolean array = cursor.startsWith("[[");
    cursor.accept(array ? "[[" : "[");
    List<String> path = new ArrayList<>();
    do {
      cursor.skipBlanks();
      int c = cursor.peek();
      if (c == ']' || c == TomlCursor.END) {
        throw cursor.fail("unexpected end of table name (table names cannot be empty)");
      }
      if (c == '.') {
        throw cursor.fail("unexpected table separator (table names cannot be empty)");
      }
      addTo(path);
      cursor.skipBlanks();
    } while (cursor.accept("."));
    if (!cursor.accept("]")) {
      throw cursor.failPast(
          "expected '.' or ']' to end table name, but got " + cursor.quotedNext() + " instead");
    }
    if (array && !cursor.accept("]")) {
      throw cursor.failPast(
          "expected end of table array name delimiter ']', but got "
              + cursor.quotedNext()
              + " instead");
    }
    tables.enter(path, array, cursor::fail);
    tables.type("", false);
  }

  /** Each part is a table in the one before, and to enter it takes a walk from the root. */
  private void addTo(List<String> key) {
    if (key.size() == Limits.DEPTH) {
      throw cursor.fail("exceeded max depth of " + Limits.DEPTH);
    }
    walked += key.size();
    if (walked > Limits.NODES) {
      throw cursor.fail("exceeded max number of tables entered of " + Limits.NODES);
    }
    key.add(keyPart());
  }

  private String keyPart() {
    int c = cursor.peek();
    if (c == '"' || c == '\'') {
      return scalars.string();
    }
    int start = cursor.position();
    while (isBare(cursor.peek())) {
      cursor.next();
    }
    return cursor.since(start);
  }

  private static boolean isBare(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /** Reads and defines a pair; the context is the same afterwards. */
  private void keyAndValue() {
    List<String> outer = tables.context();
    List<String> key = key();
    String last = enterParents(outer, key);
    Object value = value(false);
    tables.set(last, value, cursor::fail);
    tables.type(last, value instanceof List);
    tables.restore(outer, "");
  }

  private String enterParents(List<String> outer, List<String> key) {
    String last = key.get(key.size() - 1);
    tables.currentKey(last);
    List<String> path = new ArrayList<>(outer);
    for (String parent : key.subList(0, key.size() - 1)) {
      path.add(parent);
      tables.enterImplicit(List.copyOf(path), false, cursor::fail);
    }
    return last;
  }

  private List<String> key() {
    cursor.skipBlanks();
    int c = cursor.peek();
    if (c == '=' || c == TomlCursor.END) {
      throw cursor.fail("unexpected '=': key name appears blank");
    }
    if (c == '.') {
      throw cursor.fail("unexpected '.': keys cannot start with a '.'");
    }
    List<String> key = new ArrayList<>();
    do {
      cursor.skipBlanks();
      int start = cursor.peek();
      if (!key.isEmpty() && (start == '=' || start == '.' || start == TomlCursor.END)) {
        throw cursor.fail("unexpected '" + (start == '.' ? '.' : '=') + "'");
      }
      addTo(key);
      cursor.skipBlanks();
    } while (cursor.accept("."));
    if (cursor.peek() == TomlCursor.END) {
      throw cursor.fail("unexpected EOF; expected key separator '='");
    }
    if (!cursor.accept("=")) {
      throw cursor.fail("expected '.' or '=', but got " + cursor.quotedNext() + " instead");
    }
    return key;
  }

  private Object value(boolean inArray) {
    cursor.skipBlanks();
    int c = cursor.peek();
    if (c >= '0' && c <= '9') {
      return scalars.numberOrDate();
    }
    return switch (c) {
      case '[' -> array();
      case '{' -> inlineTable(inArray);
      case '"', '\'' ->
          cursor.startsWith(Character.toString(c).repeat(3))
              ? scalars.multiline()
              : scalars.string();
      case '.' -> throw cursor.fail("floats must start with a digit, not '.'");
      case '-', '+' -> scalars.signed();
      default -> word(c);
    };
  }

  private Object word(int first) {
    if (cursor.accept("inf")) {
      return Double.POSITIVE_INFINITY;
    }
    if (cursor.accept("nan")) {
      return Double.NaN;
    }
    if (first == TomlCursor.END) {
      throw cursor.fail("unexpected EOF; expected value");
    }
    if (!Character.isLetter(first)) {
      throw cursor.fail("expected value but found " + cursor.quotedNext() + " instead");
    }
    int start = cursor.position();
    while (Character.isLetter(cursor.peek())) {
      cursor.next();
    }
    String word = cursor.since(start);
    if (!word.equals("true") && !word.equals("false")) {
      throw cursor.fail("expected value but found " + GoStringQuote.quote(word) + " instead");
    }
    return word.equals("true");
  }

  private void enter() {
    if (++depth > Limits.DEPTH) {
      throw cursor.fail("exceeded max depth of " + Limits.DEPTH);
    }
    cursor.next();
  }

  private List<Object> array() {
    enter();
    tables.type(tables.currentKey(), true);
    List<Object> list = new ArrayList<>();
    cursor.skipSpace();
    while (!cursor.accept("]")) {
      if (cursor.peek() == ',') {
        throw cursor.fail("unexpected comma");
      }
      list.add(value(true));
      cursor.skipSpace();
      if (!cursor.accept(",") && cursor.peek() != ']') {
        throw cursor.fail(
            "expected a comma (',') or array terminator (']'), but got " + nextOrEnd());
      }
      cursor.skipSpace();
    }
    depth--;
    return list;
  }

  private Map<String, @Nullable Object> inlineTable(boolean inArray) {
    enter();
    List<String> outer = tables.context();
    String outerKey = tables.currentKey();
    List<String> path = new ArrayList<>(outer);
    path.add(outerKey);
    List<String> inner = List.copyOf(path);
    tables.currentKey("");
    tables.enterImplicit(inner, inArray, cursor::fail);
    Map<String, @Nullable Object> table = new LinkedHashMap<>();
    cursor.skipSpace();
    while (!cursor.accept("}")) {
      if (cursor.peek() == ',') {
        throw cursor.fail("unexpected comma");
      }
      inlinePair(inner, table);
      cursor.skipSpace();
      if (!cursor.accept(",") && cursor.peek() != '}') {
        throw cursor.fail(
            "expected a comma or an inline table terminator '}', but got "
                + nextOrEnd()
                + " instead");
      }
      cursor.skipSpace();
    }
    tables.restore(outer, outerKey);
    depth--;
    return table;
  }

  @SuppressWarnings("unchecked") // tables have string keys
  private void inlinePair(List<String> context, Map<String, @Nullable Object> table) {
    List<String> key = key();
    String last = enterParents(context, key);
    Object value = value(false);
    tables.set(last, value, cursor::fail);
    tables.type(last, value instanceof List);
    Map<String, @Nullable Object> target = table;
    for (String parent : key.subList(0, key.size() - 1)) {
      Object child =
          target.computeIfAbsent(parent, k -> new LinkedHashMap<String, @Nullable Object>());
      if (!(child instanceof Map)) {
        throw cursor.fail(GoStringQuote.quote(TomlTables.name(context)) + " is not a table");
      }
      target = (Map<String, @Nullable Object>) child;
    }
    target.put(last, value);
    tables.restore(context, last);
  }

  private String nextOrEnd() {
    int c = cursor.peek();
    return c == TomlCursor.END ? "end of file" : "'" + Character.toString(c) + "'";
  }
}
