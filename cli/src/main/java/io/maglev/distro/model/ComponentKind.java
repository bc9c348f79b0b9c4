package io.maglev.distro.model;

import java.util.Arrays;
import java.util.Optional;

/** What sort of service a component is; operators select by it ({@code kind=managed-service}). */
public enum ComponentKind {
  /** Stateful: databases, queues, object stores. */
  MANAGED_SERVICE("managed-service"),
  /** Stateless: gateways, identity, user interfaces. */
  CORE_ADDON("core-addon");

  private final String text;

  ComponentKind(String text) {
    this.text = text;
  }

  /** As written in manifests. */
  public String text() {
    return text;
  }

  /** The kind of that name, empty if there is none. */
  public static Optional<ComponentKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }
}
