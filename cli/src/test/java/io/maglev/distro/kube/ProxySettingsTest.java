package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://api.example:6443 | '' | true",
        "https://api.example:6443 | other.example | true",
        "https://api.example:6443 | api.example | false",
        "https://api.example:6443 | example | false",
        "https://api.example:6443 | .example | false",
        "https://api.example:6443 | *.example | false",
        "https://myexample:6443 | example | true",
        "https://api.example:6443 | * | false",
        "https://10.1.2.3 | 10.0.0.0/8 | false",
        "https://10.1.2.3 | '192.168.0.0/16, 10.1.2.0/24' | false",
        "https://10.1.2.3 | 10.1.3.0/24 | true",
        "https://[fd00::1]:6443 | fd00::/8 | false",
        "https://127.0.0.1:6443 | '' | false",
        "https://localhost:6443 | '' | false",
        "http://api.example | '' | false"
      })
  void of_httpsProxy_isUsedUnlessExempt(String server, String noProxy, boolean used) {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", noProxy);

    assertThat(ProxySettings.of(environment, URI.create(server)).isPresent()).isEqualTo(used);
  }

  @Test
  void of_bareHost_isAnHttpProxy() {
    assertThat(ProxySettings.of(Map.of("https_proxy", "proxy:8080"), URI.create("https://a")))
        .get()
        .hasToString("http://proxy:8080");
  }
}
