package io.maglev.distro.yaml;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what aliases may make of a document, by go-yaml's rule: the more nodes are decoded, the
 * smaller the share of them that aliases may account for. Depth counts through aliases too. Not
 * thread-safe.
 */
final class AliasBudget {
  /** Up to so many nodes 99% may come from aliases, from {@link #STRICT_COUNT} on 10%. */
  private static final double FREE_COUNT = 400_000;

  private static final double STRICT_COUNT = 4_000_000;

  private final NodeReader reader;
  private final Set<RawNode> expanding = new HashSet<>();
  private long decoded;
  private long decodedByAlias;
  private int depth;

  AliasBudget(NodeReader reader) {
    this.reader = reader;
  }

  /** Accounts for one node about to be decoded. */
  void spend(RawNode node) {
    decoded++;
    if (!expanding.isEmpty()) {
      decodedByAlias++;
    }
    if (decodedByAlias > 100
        && decoded > 1000
        && (double) decodedByAlias / decoded > allowedRatio(decoded)) {
      throw reader.failConverting(node, "yaml: document contains excessive aliasing");
    }
  }

  void enter(RawNode node) {
    if (++depth > Limits.DEPTH) {
      throw reader.failConverting(node, "yaml: exceeded max depth of " + Limits.DEPTH);
    }
  }

  void leave() {
    depth--;
  }

  /** Runs {@code body} on behalf of an alias. */
  <T extends @Nullable Object> T through(RawNode alias, Supplier<T> body) {
    if (!expanding.add(alias)) {
      throw reader.failConverting(
          alias, "yaml: anchor '" + alias.value + "' value contains itself");
    }
    T value = body.get();
    expanding.remove(alias);
    return value;
  }

  private static double allowedRatio(long count) {
    if (count <= FREE_COUNT) {
      return 0.99;
    }
    return count >= STRICT_COUNT
        ? 0.10
        : 0.99 - 0.89 * ((count - FREE_COUNT) / (STRICT_COUNT - FREE_COUNT));
  }
}
