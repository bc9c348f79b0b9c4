package io.maglev.distro.kube;

import java.util.Optional;

/**
 * Whom to trust as the API server.
 *
 * @param authorities PEM certificates; empty: those that Java trusts
 * @param insecure accepts any certificate
 * @param serverName the name expected in the certificate instead of the address' host
 */
public record TlsSettings(
    Optional<String> authorities, boolean insecure, Optional<String> serverName) {

  /** Java's own authorities, the host as the expected name. */
  public static final TlsSettings DEFAULT =
      new TlsSettings(Optional.empty(), false, Optional.empty());
}
