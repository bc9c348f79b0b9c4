package io.maglev.distro.sandbox;

import io.maglev.distro.model.ResourceId;

/**
 * One call on a sandbox's gateway.
 *
 * @param verb the gateway's method: {@code get}, {@code list}, {@code create}, {@code apply},
 *     {@code replace}, {@code mergePatch}, {@code delete}, {@code watch} or {@code logs}
 * @param id what it is about; without a name for lists and watches
 */
public record SandboxCall(String verb, ResourceId id) {

  /** True for calls that change something unless they are dry runs. */
  public boolean isWrite() {
    return switch (verb) {
      case "create", "apply", "replace", "mergePatch", "delete" -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return verb + " " + id;
  }
}
