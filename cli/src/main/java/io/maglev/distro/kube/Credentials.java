package io.maglev.distro.kube;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What proves who we are: header lines, a client certificate, both or neither. Immutable.
 *
 * @param headers each with its values, e.g. {@code Authorization}
 */
public record Credentials(
    Map<String, List<String>> headers, Optional<ClientCertificate> certificate) {

  /** No proof at all: the anonymous user. */
  public static final Credentials ANONYMOUS = new Credentials(Map.of(), Optional.empty());

  /**
   * A client certificate with its key.
   *
   * @param chain PEM, the client's own certificate first
   * @param key PEM: PKCS #8, PKCS #1 or SEC 1, not encrypted
   */
  public record ClientCertificate(String chain, String key) {
    @Override
    public String toString() {
      return "client certificate";
    }
  }

  public static Credentials ofToken(String token) {
    return ANONYMOUS.withHeader("Authorization", List.of("Bearer " + token));
  }

  public static Credentials ofBasic(String user, String password) {
    return ANONYMOUS.withHeader("Authorization", List.of(basic(user, password)));
  }

  /** The header's value for HTTP basic authentication. */
  static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /**
   * Cheaper at start than {@code equals}, which Java makes of a record's parts when first called.
   */
  boolean isAnonymous() {
    return headers.isEmpty() && certificate.isEmpty();
  }

  Credentials withHeader(String name, List<String> values) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    more.put(name, List.copyOf(values));
    return new Credentials(more, certificate);
  }

  Credentials withCertificate(ClientCertificate replacement) {
    return new Credentials(headers, Optional.of(replacement));
  }

  /** Names no value: logs and debuggers print it. */
  @Override
  public String toString() {
    return "credentials " + headers.keySet() + certificate.map(c -> " " + c).orElse("");
  }
}
