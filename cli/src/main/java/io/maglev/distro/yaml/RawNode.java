package io.maglev.distro.yaml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node as the document spells it, before tags, aliases and merge keys mean anything: go-yaml's
 * {@code node}. Line and column count from 0.
 */
final class RawNode {
  enum Kind {
    SCALAR,
    SEQUENCE,
    MAPPING,
    ALIAS
  }

  final Kind kind;
  final int line;
  final int column;

  /** The tag in long form, empty if there is none. */
  final String tag;

  /** A scalar's text or an alias's name. */
  final String value;

  /** True for a scalar whose text decides its type: plain and untagged. */
  final boolean implicit;

  /** Elements, or keys and values in turn. */
  final List<RawNode> children;

  /** What an alias stands for. */
  @Nullable RawNode target;

  RawNode(Kind kind, int line, int column, String tag, String value, boolean implicit) {
    this.kind = kind;
    this.line = line;
    this.column = column;
    this.tag = tag;
    this.value = value;
    this.implicit = implicit;
    this.children = kind == Kind.SEQUENCE || kind == Kind.MAPPING ? new ArrayList<>(4) : List.of();
  }

  /** True for a key that stands for a merge, as go-yaml's {@code isMerge}. */
  boolean isMerge() {
    return kind == Kind.SCALAR
        && value.equals("<<")
        && (implicit || tag.equals("tag:yaml.org,2002:merge"));
  }
}
