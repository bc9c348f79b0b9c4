package io.maglev.distro.kube;

import java.net.URI;
import java.util.Optional;

/**
 * How to reach one cluster and as whom; holds secrets, so it is never printed.
 *
 * @param displayName names the cluster for people, e.g. {@code context 'dev'}
 * @param server the API server's base address, possibly with a path
 * @param namespace where objects go that name no namespace
 * @param proxy an {@code http}, {@code https} or {@code socks5} proxy to go through
 */
public record ClusterConnection(
    String displayName,
    URI server,
    String namespace,
    TlsSettings tls,
    CredentialSource credentials,
    Optional<URI> proxy) {

  @Override
  public String toString() {
    return displayName;
  }
}
