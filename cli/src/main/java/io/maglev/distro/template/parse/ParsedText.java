package io.maglev.distro.template.parse;

import io.maglev.distro.template.fmt.Quote;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a text parses to, whatever file it is in: the same library lies in the {@code charts/} of
 * many charts. Immutable.
 *
 * @param definitions the templates defined in it, by name
 * @param main what is outside of them
 * @param lastLine where errors are that show at its end only
 * @param tokens how many it has
 */
record ParsedText(
    String text,
    Map<String, Node.Sequence> definitions,
    Node.Sequence main,
    int lastLine,
    int tokens) {
  /** Measured on public charts; a token becomes half a node, a node is an object or two. */
  private static final int TOKEN_BYTES = 44;

  private static final int TEXT_BYTES = 256;

  /** About how much memory it takes. */
  long bytes() {
    return TEXT_BYTES + 2L * text.length() + (long) TOKEN_BYTES * tokens;
  }

  /**
   * The trees of the text in a file of that name, its own among them.
   *
   * @throws ParseException if the text itself defines a template of that name
   */
  Map<String, Tree> named(String name) {
    Map<String, Tree> trees = new LinkedHashMap<>();
    definitions.forEach((defined, root) -> trees.put(defined, new Tree(defined, name, text, root)));
    Tree same = trees.get(name);
    if (same == null || same.root().isEmpty()) {
      trees.put(name, new Tree(name, name, text, main));
    } else if (!main.isEmpty()) {
      throw multipleDefinition(name, name, lastLine);
    }
    return Collections.unmodifiableMap(trees);
  }

  /** Go's Tree.add: within one text, only one definition of a name may be more than space. */
  static ParseException multipleDefinition(String parseName, String name, int line) {
    return new ParseException(
        parseName, line, "template: multiple definition of template " + Quote.quote(name));
  }
}
