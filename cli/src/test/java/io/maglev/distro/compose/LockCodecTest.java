package io.maglev.distro.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedExternal;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.RollbackHooks;
import io.maglev.distro.model.RollbackPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockCodecTest {
  private static final Digest DIGEST = Digest.of(new byte[] {1});

  @Test
  void read_ofWritten_isTheSame() {
    Lock lock = lock();

    Lock read = LockCodec.read(LockCodec.write(lock), "b.tar");

    assertThat(read).isEqualTo(lock);
    assertThat(read.parameters().keySet()).containsExactly("z", "a");
  }

  @Test
  void write_sameLock_isTheSameBytesWhateverTheOrderOfSets() {
    Lock lock = lock();
    LockedHook hook = lock.hooks().get(0);
    Set<HookPhase> turned =
        new LinkedHashSet<>(List.of(HookPhase.PRE_UPGRADE, HookPhase.PRE_INSTALL));
    LockedHook again =
        new LockedHook(
            hook.name(),
            turned,
            hook.chart(),
            hook.namespace(),
            hook.values(),
            hook.before(),
            hook.after(),
            hook.timeout());

    byte[] bytes = LockCodec.write(with(lock, List.of(again)));

    assertThat(bytes).isEqualTo(LockCodec.write(lock));
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .startsWith("{\"apiVersion\":\"distro.maglev.io/v1\",\"components\":[{\"chart\":");
  }

  @Test
  void external_isThereOnlyWhereThereIsOne() {
    Lock plain = lock();
    Lock lock =
        new Lock(
            plain.name(),
            plain.version(),
            plain.description(),
            plain.kubernetes(),
            plain.namespace(),
            plain.parameters(),
            plain.components(),
            plain.hooks(),
            List.of(new LockedExternal("rds", List.of(new Capability("sql", "16.4")))));

    byte[] json = LockCodec.write(lock);

    assertThat(LockCodec.read(json, "b.tar")).isEqualTo(lock);
    assertThat(text(json))
        .contains("\"external\":[{\"name\":\"rds\",\"provides\":[{\"name\":\"sql\"");
    assertThat(text(LockCodec.write(plain))).doesNotContain("external");
    assertRefused(text(json).replace("\"rds\"", "\"a\""), "component 'a' is there twice");
    assertRefused(
        text(json).replace("[{\"name\":\"rds\"", "[7,{\"name\":\"rds\""),
        "external[0] is no object");
    assertRefused(text(json).replace("\"rds\"", "\"../x\""), "lock.external[0].name is no name");
  }

  @Test
  void requirement_onAnExternal_needsNoComponentBefore() {
    String json =
        text(LockCodec.write(lock()))
            .replace("\"provider\":\"a\"", "\"external\":true,\"provider\":\"x\"");
    String withExternal =
        json.replace("\"hooks\":", "\"external\":[{\"name\":\"x\",\"provides\":[]}],\"hooks\":");

    assertRefused(json, "component 'b' does not come after 'x'");
    Lock read = LockCodec.read(withExternal.getBytes(StandardCharsets.UTF_8), "b.tar");
    assertThat(read.components().get(1).requires())
        .containsExactly(new Requirement("db", ">=14", "x", true));
    assertThat(LockCodec.read(LockCodec.write(read), "b.tar")).isEqualTo(read);
    assertRefused(
        withExternal.replace("\"external\":true", "\"external\":false"), "does not come after 'x'");
    assertRefused(
        withExternal.replace("\"external\":true", "\"external\":1"),
        "external is neither true nor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "distro.maglev.io/v1 | distro.maglev.io/v9 | it has format 'distro.maglev.io/v9'",
        "\"kind\":\"Lock\" | \"kind\":\"Bolt\" | of kind 'Bolt'",
        "\"optional\":false, | \"optional\":false,\"extra\":1, | lock.components[0] has unknown keys [extra]",
        "\"optional\":false, | `` | lock.components[0] has no optional",
        "\"optional\":false | \"optional\":0 | lock.components[0].optional is neither true nor false",
        "managed-service | service | lock.components[0].kind is 'service', which is unknown",
        "\"name\":\"demo\" | \"name\":\"../x\" | lock.name is no name",
        "sha256: | md5: | lock.components[0].chart.digest is no digest",
        "\"size\":1 | \"size\":-1 | lock.components[0].chart.size is no whole number",
        "\"size\":1 | \"size\":1.5 | lock.components[0].chart.size is no whole number",
        "\"timeoutSeconds\":300 | \"timeoutSeconds\":0 | timeoutSeconds is out of range",
        "\"timeoutSeconds\":300 | \"timeoutSeconds\":1e12 | timeoutSeconds is out of range",
        "\"provider\":\"a\" | \"provider\":\"c\" | component 'b' does not come after 'c'",
        "\"name\":\"b\" | \"name\":\"a\" | component 'a' is there twice",
        "\"name\":\"a\",\"schema\" | \"name\":\"z\",\"schema\" | lock.parameters[1] is there twice",
        "\"range\":\">=14\" | \"range\":\">=x.y\" | requires[0].range is no version range",
        "\"version\":\"16.4\" | \"version\":\"16.4.x\" | provides[1].version is no version",
        "\"kubernetes\":\"*\" | \"kubernetes\":\"one\" | lock.kubernetes is no version range",
        "pre-upgrade | pre-lunch | lock.hooks[0].phases is 'pre-lunch', which is unknown",
        "forward-only | sideways | rollback is 'sideways', which is unknown",
        "\"rollbackHooks\":\"current\" | \"rollbackHooks\":\"both\" | rollbackHooks is 'both', which is unknown",
        "\"before\":[\"b\"] | \"before\":[1] | lock.hooks[0].before[0] is no text",
        "\"before\":[\"b\"] | \"before\":\"b\" | lock.hooks[0].before is no list",
        "\"values\":{} | \"values\":[] | values is no object",
        "\"provides\":[{ | \"provides\":[1,{ | lock.components[0].provides[0] is no object",
        "\"version\":\"1.0.0\"} | \"version\":\"1.0.0\" | cannot read the lock",
      })
  void read_changedLock_isRefused(String old, String changed, String problem) {
    String json = new String(LockCodec.write(lock()), StandardCharsets.UTF_8);
    int at = json.indexOf(old);
    assertThat(at).as("'%s' in %s", old, json).isNotNegative();
    String broken = json.substring(0, at) + changed + json.substring(at + old.length());

    assertRefused(broken, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "null", "[]", "7", "{}", "{\"apiVersion\":1}"})
  void read_noLock_isRefused(String json) {
    assertThatThrownBy(() -> LockCodec.read(json.getBytes(StandardCharsets.UTF_8), "b.tar"))
        .isInstanceOf(DistroException.class)
        .hasMessageStartingWith("cannot read the lock of 'b.tar': ");
  }

  private static void assertRefused(String json, String problem) {
    assertThatThrownBy(() -> LockCodec.read(json.getBytes(StandardCharsets.UTF_8), "b.tar"))
        .isInstanceOfSatisfying(
            DistroException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BUNDLE_INVALID);
              assertThat(e).hasMessageContaining("cannot read the lock of 'b.tar': ");
              assertThat(e).hasMessageContaining(problem);
            });
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static Lock lock() {
    Map<String, Map<String, @Nullable Object>> parameters = new LinkedHashMap<>();
    parameters.put("z", Map.of("type", "string"));
    parameters.put("a", Map.of("type", "integer", "default", 3.0));
    LockedComponent a =
        new LockedComponent(
            "a",
            ComponentKind.MANAGED_SERVICE,
            new LockedChart("chart-a", "1.0.0", "", DIGEST, 1),
            "ns",
            Map.of("list", List.of(1.0, true, "x"), "at", "<%z%>"),
            List.of(new Capability("a", "1.0.0"), new Capability("db", "16.4")),
            List.of(),
            RollbackPolicy.FORWARD_ONLY,
            false,
            List.of(new ReadinessRule("Kafka.k.io", "condition:Ready", "True", "")),
            Duration.ofMinutes(5));
    LockedComponent b =
        new LockedComponent(
            "b",
            ComponentKind.CORE_ADDON,
            new LockedChart("chart-b", "2.0.0", "7", DIGEST, 1),
            "ns",
            Map.of(),
            List.of(),
            List.of(new Requirement("db", ">=14", "a")),
            RollbackPolicy.ALLOWED.withHooks(RollbackHooks.CURRENT),
            true,
            List.of(),
            Duration.ofSeconds(90));
    LockedHook hook =
        new LockedHook(
            "h",
            new LinkedHashSet<>(List.of(HookPhase.PRE_INSTALL, HookPhase.PRE_UPGRADE)),
            new LockedChart("h", "1.0.0", "", DIGEST, 1),
            "ns",
            Map.of(),
            List.of("b"),
            List.of("a"),
            Duration.ofMinutes(1));
    return new Lock("demo", "1.0.0", "", "*", "ns", parameters, List.of(a, b), List.of(hook));
  }

  private static Lock with(Lock lock, List<LockedHook> hooks) {
    return new Lock(
        lock.name(),
        lock.version(),
        lock.description(),
        lock.kubernetes(),
        lock.namespace(),
        lock.parameters(),
        lock.components(),
        hooks);
  }
}
