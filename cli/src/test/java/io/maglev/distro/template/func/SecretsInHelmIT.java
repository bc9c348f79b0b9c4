package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.testbed.TemplateOracle;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, certificates and ciphertexts of ours are used by Helm, and Helm's by us. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsInHelmIT {
  /** Parses both, checks that they belong together, and signs with them. */
  private static final String SIGN =
      """
      {{ $ca := buildCustomCert (b64enc .Values.cert) (b64enc .Values.key) -}}
      {{ $leaf := genSignedCertWithKey "leaf" (list "10.0.0.1") (list "a.b") 1 $ca .Values.key -}}
      {{ eq $ca.Cert .Values.cert }} {{ $leaf.Key }}\
      """;

  @SuppressWarnings("NullAway.Init") // set before all
  private TemplateOracle helm;

  @BeforeAll
  void start() {
    helm = TemplateOracle.startOrSkip();
  }

  @AfterAll
  void stop() {
    if (helm != null) {
      helm.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "genCA \"ca\" 10",
        "genSelfSignedCert \"a\" (list \"::1\") (list \"a.b\") 10",
        "genSignedCert \"a\" (list \"10.0.0.1\") nil 10 (genCA \"ca\" 10)",
        "genCAWithKey \"ca\" 10 (genPrivateKey \"rsa\")",
        "genCAWithKey \"ca\" 10 (genPrivateKey \"ecdsa\")",
        "genCAWithKey \"ca\" 10 (genPrivateKey \"ed25519\")",
      })
  void certificate_ofOurs_signsInHelm_andHelmsInOurs(String expression) {
    String pair = "{{ $c := " + expression + " }}{{ $c.Cert }}|{{ $c.Key }}";

    Map<String, @Nullable Object> ours = values(Templates.render(pair, Map.of()));
    assertThat(helm.render(SIGN, ours)).isEqualTo("true " + ours.get("key"));

    Map<String, @Nullable Object> helms = values(helm.render(pair, Map.of()));
    assertThat(Templates.render(SIGN, Map.of("Values", helms)))
        .isEqualTo("true " + helms.get("key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "sixteen letters!", "grüße", "a long text of more than two blocks"})
  void ciphertext_ofOurs_isReadByHelm_andHelmsByUs(String text) {
    String encrypt = "{{ encryptAES \"key\" .Values.text }}";
    String decrypt = "{{ decryptAES \"key\" .Values.text }}";

    String ours = Templates.render(encrypt, Map.of("Values", Map.of("text", text)));
    assertThat(helm.render(decrypt, Map.of("text", ours))).isEqualTo(text);

    String helms = helm.render(encrypt, Map.of("text", text));
    assertThat(Templates.render(decrypt, Map.of("Values", Map.of("text", helms)))).isEqualTo(text);
  }

  /** The same lengths and alphabets, character by character in the same classes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "randAlphaNum 300 | regexReplaceAll \"^[0-9A-Za-z]+$\"",
        "randAlpha 300 | regexReplaceAll \"^[A-Za-z]+$\"",
        "randNumeric 300 | regexReplaceAll \"^[0-9]+$\"",
        "randAscii 300 | regexReplaceAll \"^[ -~]+$\"",
        "randBytes 300 | regexReplaceAll \"^[0-9A-Za-z+/]{400}$\"",
        "uuidv4 | regexReplaceAll \"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$\"",
        "bcrypt \"a\" | regexReplaceAll \"^[$]2a[$]10[$][./0-9A-Za-z]{53}$\"",
        "htpasswd \"u\" \"a\" | regexReplaceAll \"^u:[$]2a[$]10[$][./0-9A-Za-z]{53}$\"",
        "genPrivateKey \"dsa\" | regexReplaceAll \"^-----BEGIN DSA PRIVATE KEY-----\\n([0-9A-Za-z+/=]{1,64}\\n)+-----END DSA PRIVATE KEY-----\\n$\"",
        "genPrivateKey \"rsa\" | regexReplaceAll \"^-----BEGIN RSA PRIVATE KEY-----\\n([0-9A-Za-z+/=]{1,64}\\n)+-----END RSA PRIVATE KEY-----\\n$\"",
        "genPrivateKey \"ecdsa\" | regexReplaceAll \"^-----BEGIN EC PRIVATE KEY-----\\n([0-9A-Za-z+/=]{1,64}\\n)+-----END EC PRIVATE KEY-----\\n$\"",
        "genPrivateKey \"ed25519\" | regexReplaceAll \"^-----BEGIN PRIVATE KEY-----\\n([0-9A-Za-z+/=]{1,64}\\n)+-----END PRIVATE KEY-----\\n$\"",
        "genPrivateKey \"none\" | replace \"Unknown type none\"",
      })
  void randomValue_hasTheShapeOfHelms(String call) {
    String[] parts = call.split(" \\| ", 2);
    String function = parts[1].substring(0, parts[1].indexOf(' '));
    String pattern = parts[1].substring(function.length() + 1);
    String template =
        function.equals("replace")
            ? "{{ " + parts[0] + " | replace " + pattern + " \"matched\" }}"
            : "{{ regexReplaceAll " + pattern + " (" + parts[0] + ") \"matched\" }}";

    assertThat(helm.render(template, Map.of())).isEqualTo("matched");
    assertThat(Templates.render(template, Map.of())).isEqualTo("matched");
  }

  @Test
  void randInt_ofNoWidth_isRefusedInBoth() {
    String template = "{{ randInt 3 3 }}";

    assertThat(helm.render(template, Map.of())).contains("invalid argument to Intn");
    assertThat(catchMessage(template)).contains("invalid argument to Intn");
  }

  private static String catchMessage(String template) {
    try {
      return Templates.render(template, Map.of());
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Map<String, @Nullable Object> values(String pair) {
    String[] parts = pair.split("\\|", 2);
    return Map.of("cert", parts[0], "key", parts[1]);
  }
}
