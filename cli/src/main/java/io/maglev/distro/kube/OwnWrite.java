package io.maglev.distro.kube;

import io.maglev.distro.model.KubeObject;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows our own write in what the server holds: a create or replace whose answer was lost is sent
 * again, and its echo then is that the object exists already, or has changed.
 */
final class OwnWrite {
  /** What the server counts, or what a replace says of the state it starts from. */
  private static final Set<String> COUNTED =
      Set.of("resourceVersion", "uid", "creationTimestamp", "generation", "managedFields");

  private OwnWrite() {}

  /** Whether the object holds all that was sent; the server adds defaults and leaves out blanks. */
  static boolean isIn(KubeObject live, KubeObject sent) {
    return sent.content().get("metadata") instanceof Map<?, ?> metadata
        && holds(live.content().get("metadata"), metadata, COUNTED)
        && holds(live.content(), sent.content(), Set.of("metadata", "status"));
  }

  private static boolean holds(@Nullable Object live, @Nullable Object sent) {
    if (isBlank(sent)) {
      return isBlank(live);
    }
    if (sent instanceof Map<?, ?> map) {
      return holds(live, map, Set.of());
    }
    if (sent instanceof List<?> list) {
      return live instanceof List<?> other && holds(other, list);
    }
    return String.valueOf(sent).equals(String.valueOf(live));
  }

  private static boolean holds(@Nullable Object live, Map<?, ?> sent, Set<String> but) {
    return live instanceof Map<?, ?> map
        && sent.entrySet().stream()
            .filter(member -> !but.contains(String.valueOf(member.getKey())))
            .allMatch(member -> holds(map.get(member.getKey()), member.getValue()));
  }

  private static boolean holds(List<?> live, List<?> sent) {
    if (live.size() != sent.size()) {
      return false;
    }
    Iterator<?> lives = live.iterator();
    return sent.stream().allMatch(element -> holds(lives.next(), element));
  }

  private static boolean isBlank(@Nullable Object value) {
    return value == null
        || value.equals("")
        || value.equals(false)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof Collection<?> list && list.isEmpty());
  }
}
