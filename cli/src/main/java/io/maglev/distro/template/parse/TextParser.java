package io.maglev.distro.template.parse;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses texts that call functions of one set, and keeps what it parsed last, by text: rendered
 * again, or by another chart that holds the same file, a text is not parsed again. Texts that do
 * not parse are not kept, for errors name the file. Thread-safe.
 */
public final class TextParser {
  /** Where no action starts there is nothing to save. */
  private static final String ACTION = "{{";

  private final Set<String> functions;
  private final long limit;
  private final Map<String, ParsedText> kept = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /**
   * A parser that has parsed nothing yet.
   *
   * @param functions the names of all functions there are
   * @param limit about how many bytes of memory the kept may take; 0 keeps nothing
   */
  public TextParser(Set<String> functions, long limit) {
    this.functions = Set.copyOf(functions);
    this.limit = limit;
  }

  /** Whether texts may call a function of that name. */
  public boolean hasFunction(String function) {
    return functions.contains(function);
  }

  /**
   * As {@link Parser#parse}.
   *
   * @throws ParseException with Go's message
   */
  public Map<String, Tree> parse(String name, String text) {
    ParsedText parsed = find(text);
    if (parsed == null) {
      // not under the lock: two threads may parse the same text, and none waits for the other
      parsed = Parser.parseText(name, text, functions::contains);
      keep(parsed);
    }
    return parsed.named(name);
  }

  /** Gives back the memory. */
  public synchronized void forget() {
    kept.clear();
    bytes = 0;
  }

  /** About how much memory the kept takes. */
  synchronized long bytes() {
    return bytes;
  }

  private synchronized @Nullable ParsedText find(String text) {
    return kept.get(text);
  }

  private synchronized void keep(ParsedText parsed) {
    if (parsed.bytes() > limit
        || !parsed.text().contains(ACTION)
        || kept.putIfAbsent(parsed.text(), parsed) != null) {
      return;
    }
    bytes += parsed.bytes();
    Iterator<ParsedText> eldest = kept.values().iterator();
    while (bytes > limit) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }
}
