package io.maglev.distro.kube;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, read as Go's net/http does. */
final class ProxySettings {
  private ProxySettings() {}

  /** The proxy for that server, empty to go directly. */
  static Optional<URI> of(Map<String, String> environment, URI server) {
    String host = Optional.ofNullable(server.getHost()).orElse("").replaceAll("[\\[\\]]", "");
    String variable = "https".equals(server.getScheme()) ? "https_proxy" : "http_proxy";
    String proxy = variable(environment, variable);
    if (proxy.isEmpty() || isLocal(host) || isExempt(variable(environment, "no_proxy"), host)) {
      return Optional.empty();
    }
    return Optional.of(URI.create(proxy.contains("://") ? proxy : "http://" + proxy));
  }

  private static String variable(Map<String, String> environment, String lower) {
    String upper = lower.toUpperCase(Locale.ROOT);
    return environment.getOrDefault(upper, environment.getOrDefault(lower, "")).strip();
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  private static boolean isExempt(String noProxy, String host) {
    for (String raw : noProxy.split(",")) {
      String entry = raw.strip().toLowerCase(Locale.ROOT);
      String name = entry.startsWith("*.") ? entry.substring(1) : entry;
      String suffix = name.startsWith(".") ? name : "." + name;
      if (entry.equals("*")
          || host.equalsIgnoreCase(name)
          || (!name.isEmpty() && host.toLowerCase(Locale.ROOT).endsWith(suffix))
          || AddressRange.parse(name).filter(range -> range.contains(host)).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
