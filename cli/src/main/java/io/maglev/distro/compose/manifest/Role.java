package io.maglev.distro.compose.manifest;

import java.util.List;

/** The lists of named entries in a manifest or a profile. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are List.of
enum Role {
  COMPONENT(
      "component",
      "components",
      1000,
      List.of("kind", "chart"),
      List.of(
          "name",
          "kind",
          "chart",
          "namespace",
          "values",
          "provides",
          "requires",
          "rollback",
          "rollbackHooks",
          "optional",
          "readiness",
          "timeout")),
  HOOK(
      "hook",
      "hooks",
      100,
      List.of("phases", "chart"),
      List.of("name", "phases", "chart", "namespace", "values", "before", "after", "timeout")),
  EXTERNAL(
      "external", "external", 1000, List.of("provides"), List.of("name", "provides", "values"));

  private final String title;
  private final String list;
  private final int limit;
  private final List<String> essential;
  private final List<String> keys;

  Role(String title, String list, int limit, List<String> essential, List<String> keys) {
    this.title = title;
    this.list = list;
    this.limit = limit;
    this.essential = essential;
    this.keys = keys;
  }

  /** What messages call one of them. */
  String title() {
    return title;
  }

  /** The key of the list. */
  String list() {
    return list;
  }

  /** How many there may be. */
  int limit() {
    return limit;
  }

  /** What each must have in the end; an entry with none of it can only be meant to change one. */
  List<String> essential() {
    return essential;
  }

  /** The keys of an entry. */
  List<String> keys() {
    return keys;
  }

  /** How long a name may be: a component's is that of its release. */
  int nameLimit() {
    return this == HOOK ? Names.LABEL : Names.RELEASE;
  }
}
