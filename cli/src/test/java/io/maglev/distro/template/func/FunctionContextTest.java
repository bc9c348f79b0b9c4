package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.TemplateFunction;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionContextTest {
  @Test
  void now_comesFromTheClockInItsZone() {
    FunctionContext context = context("2026-07-01T12:00:00Z", "Asia/Tokyo", 1);

    assertThat(call(context, "now")).hasToString("2026-07-01 21:00:00 +0900 JST");
  }

  @Test
  void systemClock_isInTheZoneOfTheMachine_orAnother() {
    Clock clock = FunctionContext.system().clock();

    assertThat(clock.getZone()).isEqualTo(ZoneId.systemDefault());
    assertThat(clock.withZone(ZoneId.of("Asia/Tokyo")).getZone())
        .isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(clock.instant()).isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-01T11:58:55.400Z,1m5s",
    "2026-07-01T12:00:30Z,-30s",
    "2026-06-30T12:00:00Z,24h0m0s"
  })
  void ago_timePassedByTheClock_isRoundedToSeconds(String time, String expected) {
    FunctionContext context = context("2026-07-01T12:00:00Z", "UTC", 1);
    GoTime then = new GoTime(Instant.parse(time), GoZone.UTC, GoZone.UTC);

    assertThat(call(context, "ago", then)).isEqualTo(expected);
  }

  @Test
  void durationRound_ofATime_measuresToTheClock() {
    FunctionContext context = context("2026-07-01T12:00:00Z", "UTC", 1);
    GoTime then = new GoTime(Instant.parse("2026-06-01T12:00:00Z"), GoZone.UTC, GoZone.UTC);

    assertThat(call(context, "durationRound", then)).isEqualTo("30d");
  }

  @Test
  void randomValues_ofEqualSources_areEqual() {
    List<Object> first = randomValues(7);

    assertThat(randomValues(7)).isEqualTo(first);
    assertThat(randomValues(8)).doesNotContainAnyElementsOf(first);
  }

  @Test
  void keys_ofEqualSources_areEqual() {
    Object first = call(context("2026-07-01T12:00:00Z", "UTC", 3), "genPrivateKey", "ed25519");

    assertThat(call(context("2026-07-01T12:00:00Z", "UTC", 3), "genPrivateKey", "ed25519"))
        .isEqualTo(first);
  }

  @Test
  void systemContext_asksNoNetwork_unlessDnsIsEnabled() {
    FunctionContext system = FunctionContext.system();

    assertThat(call(system, "getHostByName", "127.0.0.1")).isEqualTo("");
    assertThat(call(system.withDns(), "getHostByName", "127.0.0.1")).isEqualTo("127.0.0.1");
  }

  @Test
  void throwawayKeys_areShort_othersAreAsLongAsSprigs() {
    FunctionContext real = FunctionContext.system();
    FunctionContext proof = real.withDns().withThrowawayKeys();

    assertThat(bits(proof, "genPrivateKey", "rsa")).isEqualTo(1024);
    assertThat(bits(real, "genPrivateKey", "rsa")).isEqualTo(4096);
    assertThat(certificateBits(proof)).isEqualTo(1024);
    assertThat(certificateBits(real)).isEqualTo(2048);
    assertThat(call(proof, "getHostByName", "127.0.0.1")).isEqualTo("127.0.0.1");
  }

  @Test
  void registry_serialisationFunctions_areLeftToRender() {
    assertThat(Functions.all(FunctionContext.system()))
        .hasSizeGreaterThan(190)
        .doesNotContainKeys("toYaml", "toJson", "include", "tpl", "lookup", "env", "expandenv");
  }

  private static int bits(FunctionContext context, String name, Object... arguments) {
    return modulus(String.valueOf(call(context, name, arguments)));
  }

  private static int certificateBits(FunctionContext context) {
    return modulus(((CertificateObject) call(context, "genCA", "ca", 1L)).key());
  }

  private static int modulus(String pem) {
    return RSAPrivateKey.getInstance(Pem.decode(pem).orElseThrow().der()).getModulus().bitLength();
  }

  private static List<Object> randomValues(long seed) {
    FunctionContext context = context("2026-07-01T12:00:00Z", "UTC", seed);
    return List.of(
        call(context, "randAlphaNum", 20L),
        call(context, "uuidv4"),
        call(context, "randBytes", 20L),
        call(context, "bcrypt", "secret"),
        call(context, "encryptAES", "key", "text"));
  }

  private static FunctionContext context(String time, String zone, long seed) {
    Random random = new Random(seed);
    return new FunctionContext(
        Clock.fixed(Instant.parse(time), ZoneId.of(zone)), () -> random, host -> "");
  }

  private static Object call(FunctionContext context, String name, Object... arguments) {
    Map<String, TemplateFunction> functions = Functions.all(context);
    TemplateFunction function = Objects.requireNonNull(functions.get(name));
    return Objects.requireNonNull(function.body().call(new Arguments(List.of(arguments))));
  }
}
