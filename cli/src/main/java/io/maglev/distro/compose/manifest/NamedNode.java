package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.yaml.YamlNode;

/**
 * An entry of a list, known by its name but not yet read: others may still be laid over it.
 * Immutable.
 *
 * @param where its name in the file that said something of it last
 */
record NamedNode(String name, YamlNode.MapNode node, SourceLocation where) {

  /** This with what the other says of it: values are merged, every other key is replaced. */
  NamedNode with(NamedNode over) {
    return new NamedNode(name, Overlay.entry(node, over.node), over.where);
  }

  /** Its place with what is wrong there. */
  SourceLocation problem(String detail) {
    return new SourceLocation(where.file(), where.line(), where.column(), detail);
  }
}
