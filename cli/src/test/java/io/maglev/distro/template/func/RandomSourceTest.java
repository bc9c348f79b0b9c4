package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.exec.ExecOptions;
import io.maglev.distro.template.exec.Limits;
import io.maglev.distro.template.exec.MissingKey;
import io.maglev.distro.template.exec.TemplateSet;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that is random comes from the injected source, all that is of now from the clock. */
class RandomSourceTest {
  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "randAlphaNum 20",
        "randAlpha 20",
        "randNumeric 20",
        "randAscii 20",
        "randBytes 20",
        "randInt 0 1000000000",
        "shuffle \"abcdefghijklmnopqrstuvwxyz\"",
        "uuidv4",
        "bcrypt \"secret\"",
        "htpasswd \"user\" \"secret\"",
        "encryptAES \"key\" \"text\"",
        "genPrivateKey \"rsa\"",
        "genPrivateKey \"ecdsa\"",
        "genPrivateKey \"ed25519\"",
        "genPrivateKey \"dsa\"",
        "genCA \"ca\" 10",
        "genCAWithKey \"ca\" 10 (genPrivateKey \"ecdsa\")",
        "genCAWithKey \"ca\" 10 (genPrivateKey \"ed25519\")",
        "genSelfSignedCert \"a\" (list \"10.0.0.1\") (list \"a.b\") 10",
        "genSelfSignedCertWithKey \"a\" nil nil 10 (genPrivateKey \"ecdsa\")",
        "genSignedCert \"a\" nil nil 10 (genCA \"ca\" 10)",
        "genSignedCertWithKey \"a\" nil nil 10 (genCA \"ca\" 10) (genPrivateKey \"ecdsa\")",
      })
  void value_ofOneSourceAndClock_isTheSame_ofAnotherSourceNot(String expression) {
    String first = render(expression, 1, NOON);

    assertThat(render(expression, 1, NOON)).isEqualTo(first);
    assertThat(render(expression, 2, NOON)).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "now",
        "now | date \"2006-01-02T15:04:05\"",
        "now | unixEpoch",
        "dateInZone \"15:04\" (now) \"Asia/Tokyo\"",
        "date_in_zone \"15:04\" (now) \"UTC\"",
        "htmlDate now",
        "htmlDateInZone now \"UTC\"",
        "ago (toDate \"2006-01-02\" \"2026-01-01\")",
        "durationRound (toDate \"2006-01-02\" \"2026-01-01\")",
        "now | dateModify \"-1h\" | date \"15:04:05\"",
        "(genSelfSignedCertWithKey \"a\" nil nil 10 (genPrivateKey \"ed25519\")).Cert",
      })
  void value_ofNow_comesFromTheClock(String expression) {
    String noon = render(expression, 1, NOON);

    assertThat(render(expression, 1, NOON)).isEqualTo(noon);
    assertThat(render(expression, 1, NOON.plusSeconds(40 * 24 * 3600 + 61))).isNotEqualTo(noon);
  }

  private static String render(String expression, long seed, Instant now) {
    Random random = new Random(seed);
    FunctionContext context =
        new FunctionContext(Clock.fixed(now, ZoneOffset.UTC), () -> random, host -> "");
    Map<String, TemplateFunction> functions =
        Functions.all(expression.contains("\"rsa\"") ? context.withThrowawayKeys() : context);
    return TemplateSet.builder("gotpl", functions.keySet())
        .parse("c/t", "{{ " + expression + " }}")
        .build()
        .execute("c/t", Map.of(), ExecOptions.of(functions, MissingKey.ZERO, Limits.DEFAULT));
  }
}
