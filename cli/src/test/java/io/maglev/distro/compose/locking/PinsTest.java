package io.maglev.distro.compose.locking;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinsTest {
  private static final Pin KONG = pin("kong", "0.1.0", "one", Map.of("database >=14", "postgres"));
  private static final Pin PKI = pin("pki", "0.1.0", "pki", Map.of());
  private static final Pins LOCKED = new Pins(Map.of("kong", KONG), Map.of("pki", PKI));

  @Test
  void differences_ofTheSame_areNone() {
    assertThat(LOCKED.differences(new Pins(Map.of("kong", KONG), Map.of("pki", PKI)), true))
        .isEmpty();
  }

  @Test
  void differences_nameEachWithBothSides() {
    Pin moved =
        new Pin("../other/kong", "kong", "0.2.0", digest("two"), Map.of("database >=14", "rds"));
    Pins now =
        new Pins(Map.of("kong", moved, "redis", pin("redis", "1.0.0", "r", Map.of())), Map.of());

    assertThat(LOCKED.differences(now, true))
        .containsExactly(
            "chart of 'kong': locked kong 0.1.0 sha256:%s, now kong 0.2.0 sha256:%s"
                .formatted(digest("one").abbreviated(), digest("two").abbreviated()),
            "chart of 'kong': locked at ../charts/kong, now ../other/kong",
            "'database >=14' of 'kong': locked postgres, now rds",
            "component 'redis': not locked, now redis 1.0.0 sha256:" + digest("r").abbreviated(),
            "hook 'pki': locked pki 0.1.0 sha256:%s, now not there"
                .formatted(digest("pki").abbreviated()));
  }

  @Test
  void differences_ofContentAlone_areSeen() {
    Pins now =
        new Pins(Map.of("kong", pin("kong", "0.1.0", "two", KONG.requires())), LOCKED.hooks());

    assertThat(LOCKED.differences(now, true)).singleElement().asString().contains("kong 0.1.0");
  }

  @Test
  void differences_requirementsThatComeAndGo_areSeen() {
    Pins now =
        new Pins(
            Map.of("kong", pin("kong", "0.1.0", "one", Map.of("cache", "redis"))), LOCKED.hooks());

    assertThat(LOCKED.differences(now, true))
        .containsExactly(
            "'cache' of 'kong': locked not required, now redis",
            "'database >=14' of 'kong': locked postgres, now not required");
  }

  @Test
  void differences_toAPart_leaveOutWhatThePartLacks() {
    Pins part = new Pins(Map.of("kong", KONG), Map.of());
    Pins other = new Pins(Map.of("mail", KONG), Map.of());

    assertThat(LOCKED.differences(part, false)).isEmpty();
    assertThat(LOCKED.differences(part, true)).hasSize(1);
    assertThat(LOCKED.differences(other, false))
        .singleElement()
        .asString()
        .startsWith("component 'mail': not locked");
  }

  @Test
  void lockFiles_compareProfileByProfile() {
    Pins empty = new Pins(Map.of(), Map.of());
    LockFile before = new LockFile(Optional.of(LOCKED), Map.of("dev", LOCKED, "old", empty));
    LockFile now = new LockFile(Optional.empty(), Map.of("dev", empty, "new", empty));

    assertThat(before.differences(before)).isEmpty();
    assertThat(before.differences(now))
        .hasSize(5)
        .contains(
            "the manifest: locked, now not there",
            "profile 'new': not locked",
            "profile 'old': locked, now not there")
        .anyMatch(it -> it.startsWith("profile 'dev': component 'kong': locked"));
  }

  private static Pin pin(
      String name, String version, String content, Map<String, String> requires) {
    return new Pin("../charts/" + name, name, version, digest(content), requires);
  }

  private static Digest digest(String content) {
    return Digest.of(content.getBytes(StandardCharsets.UTF_8));
  }
}
