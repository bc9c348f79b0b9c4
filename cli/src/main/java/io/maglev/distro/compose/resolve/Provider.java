package io.maglev.distro.compose.resolve;

import io.maglev.distro.model.Capability;
import java.util.Map;
import java.util.Optional;

/** What can meet a requirement: a component, or something outside. */
sealed interface Provider permits Member, External {
  String name();

  /** By name of the capability. */
  Map<String, Capability> provides();

  /** The capability of that name it offers, if it does. */
  default Optional<Capability> offer(String capability) {
    return Optional.ofNullable(provides().get(capability));
  }
}
