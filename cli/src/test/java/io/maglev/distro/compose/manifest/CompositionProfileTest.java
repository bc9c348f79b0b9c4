package io.maglev.distro.compose.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a profile does to the manifest. */
class CompositionProfileTest extends CompositionCase {
  @Test
  void profile_isAppliedLast() {
    included("services.yaml", SERVICES);
    String spec =
        """
        include: [services.yaml]
        values: { size: big }
        components:
          - { name: postgres, values: { replicas: 2 } }
          - { name: idm, kind: core-addon, chart: idm }
        profiles:
          dev:
            exclude: [redis]
            values: { size: small }
            parameters: { domain: { default: dev } }
            components:
              - { name: postgres, values: { replicas: 1 }, timeout: 1m }
              - { name: mail, kind: core-addon, chart: mail }
            hooks: [{ name: pki, before: [], phases: [post-install] }]
          tiny: { only: [kind=core-addon], exclude: [idm] }
        """;

    Manifest plain = read(spec);
    Manifest dev = read(spec, "dev");

    assertThat(plain.version()).isEqualTo("1.2.3");
    assertThat(plain.profiles()).containsExactly("dev", "tiny");
    assertThat(component(plain, "postgres").values()).containsEntry("replicas", 2L);
    assertThat(dev.version()).isEqualTo("1.2.3+dev");
    assertThat(names(dev)).containsExactly("postgres", "kong", "idm", "mail");
    assertThat(component(dev, "postgres").values())
        .containsEntry("replicas", 1L)
        .extractingByKey("global")
        .hasToString("{domain=<%domain%>, deep={a=1, b=2}, size=small}");
    assertThat(component(dev, "postgres").timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(dev.parameters().get(0).byDefault()).contains("dev");
    assertThat(dev.hooks().get(0).before()).isEmpty();
    assertThat(names(read(spec, "tiny"))).containsExactly("kong");
  }

  @Test
  void profile_ofAVersionWithBuildMetadata_isAppended() {
    Path manifest =
        files.write(
            "distro.yaml",
            HEAD.replace("spec:", "metadata: { name: demo, version: 1.4.0-rc.1+b7 }\nspec:")
                + "  components: [{ name: a, kind: core-addon, chart: a }]\n  profiles: { dev: {} }\n");

    assertThat(ManifestReader.read(manifest, Optional.of("dev")).version())
        .isEqualTo("1.4.0-rc.1+b7.dev");
  }

  @Test
  void profile_unknown_isAUsageError() {
    Path manifest =
        files.manifest(
            "components: [{ name: a, kind: core-addon, chart: a }]\nprofiles: { dev: {} }\n");

    DistroException e =
        catchThrowableOfType(
            DistroException.class, () -> ManifestReader.read(manifest, Optional.of("dve")));

    assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
    assertThat(e)
        .hasMessage("cannot use profile 'dve' of '" + manifest + "': there is none of that name");
    assertThat(e.hint()).contains("did you mean 'dev'?");
  }

  @Test
  void profile_malformed_isToldRatherThanMissing() {
    Path manifest =
        files.manifest(
            "components: [{ name: a, kind: core-addon, chart: a }]\nprofiles: { dev: null }\n");

    DistroException e =
        catchThrowableOfType(
            DistroException.class, () -> ManifestReader.read(manifest, Optional.of("dev")));

    assertThat(e.where())
        .singleElement()
        .asString()
        .endsWith(":6:20: profile 'dev': expected a map, found nothing");
  }

  @Test
  void profile_shape_isCheckedEvenIfItIsNotAsked() {
    assertThat(
            problems(
                """
                components: [{ name: a, kind: core-addon, chart: a }]
                profiles: { Dev: { onyl: [a] }, ci: 7, x: { namespace: y, components: [{}] } }
                """))
        .containsExactly(
            "distro.yaml:6:15: 'Dev' is no name; use lower-case letters, digits and '-' between"
                + " them",
            "distro.yaml:6:22: unknown key 'onyl' in profile 'Dev'; did you mean 'only'?",
            "distro.yaml:6:39: profile 'ci': expected a map, found 7",
            "distro.yaml:6:47: unknown key 'namespace' in profile 'x'",
            "distro.yaml:6:74: component has no name");
  }
}
