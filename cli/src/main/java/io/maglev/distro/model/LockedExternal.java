package io.maglev.distro.model;

import java.util.List;

/**
 * Capabilities that are provided from outside the distro: a database of the cloud, say. It has no
 * release, so nothing is installed, waited for or removed; the values that lead to it are with the
 * components that require it. Immutable.
 */
public record LockedExternal(String name, List<Capability> provides) {
  public LockedExternal {
    provides = List.copyOf(provides);
  }
}
