package io.maglev.distro.compose.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.compose.Charts;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.ComponentKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests put together from others; the charts they name need not exist. */
class CompositionTest {
  private static final String HEAD = "apiVersion: distro.maglev.io/v1\nkind: Distro\nspec:\n";

  private static final String SERVICES =
      """
      kubernetes: ">=1.28.0-0"
      namespace: elsewhere
      parameters: { domain: { type: string, default: local, pattern: "^[a-z]+$" } }
      values: { domain: "<%domain%>", deep: { a: 1, b: 2 } }
      components:
        - name: postgres
          kind: managed-service
          chart: ../charts/postgres
          timeout: 10m
          requires: [pki]
          values: { storage: { size: 1Gi, class: "" }, replicas: 3 }
        - { name: redis, kind: managed-service, chart: redis, namespace: cache }
        - { name: kong, kind: core-addon, chart: kong }
      hooks:
        - { name: pki, phases: [pre-install], chart: pki, before: [kong] }
      """;

  @TempDir private Path dir = Path.of("");
  private Charts files = new Charts(dir);

  @BeforeEach
  void setUp() {
    files = new Charts(dir);
  }

  @Test
  void include_comesFirstAndKeepsItsPaths() {
    included("sub/services.yaml", SERVICES);

    Manifest manifest =
        read(
            """
            namespace: top
            include: [sub/services.yaml]
            values: { deep: { b: 3, c: 4 } }
            components: [{ name: idm, kind: core-addon, chart: idm }]
            """);

    assertThat(manifest.components())
        .extracting(ComponentSpec::name)
        .containsExactly("postgres", "redis", "kong", "idm");
    assertThat(manifest.components())
        .extracting(component -> dir.relativize(component.chart().resolve()).toString())
        .containsExactly("charts/postgres", "sub/redis", "sub/kong", "idm");
    assertThat(manifest.components())
        .extracting(ComponentSpec::namespace)
        .containsExactly("top", "cache", "top", "top");
    assertThat(manifest.hooks()).extracting(HookSpec::name).containsExactly("pki");
    assertThat(manifest.parameters()).extracting("name").containsExactly("domain");
    assertThat(manifest.kubernetes()).isEqualTo(">=1.28.0-0");
    assertThat(component(manifest, "idm").values())
        .isEqualTo(
            Map.of(
                "global",
                Map.of("domain", "<%domain%>", "deep", Map.of("a", 1L, "b", 3L, "c", 4L))));
    assertThat(component(manifest, "kong").where().file())
        .isEqualTo(dir.resolve("sub/services.yaml").toString());
  }

  @Test
  void override_mergesValuesAndReplacesTheRest() {
    included("services.yaml", SERVICES);

    ComponentSpec postgres =
        component(
            read(
                """
                include: [services.yaml]
                components:
                  - name: postgres
                    kind: core-addon
                    requires: []
                    timeout: null
                    values: { storage: { size: 5Gi, class: null }, own: [1] }
                """),
            "postgres");

    assertThat(postgres.kind()).isEqualTo(ComponentKind.CORE_ADDON);
    assertThat(postgres.chart().text()).isEqualTo("../charts/postgres");
    assertThat(postgres.requires()).isEmpty();
    assertThat(postgres.timeout()).isEqualTo(Duration.ofMinutes(5));
    Map<String, Object> storage = new HashMap<>();
    storage.put("size", "5Gi");
    storage.put("class", null);
    assertThat(postgres.values())
        .containsEntry("storage", storage)
        .containsEntry("replicas", 3L)
        .containsEntry("own", List.of(1L));
  }

  @Test
  void override_ofTheChart_isRelativeToTheOverridingFile() {
    included("sub/services.yaml", SERVICES);

    Manifest manifest =
        read("include: [sub/services.yaml]\ncomponents: [{ name: redis, chart: mine/redis }]\n");

    assertThat(component(manifest, "redis").chart().resolve()).isEqualTo(dir.resolve("mine/redis"));
    assertThat(component(manifest, "redis").kind()).isEqualTo(ComponentKind.MANAGED_SERVICE);
  }

  @Test
  void override_ofAHook_replacesItsKeys() {
    included("services.yaml", SERVICES);

    HookSpec pki =
        read("include: [services.yaml]\nhooks: [{ name: pki, before: [redis], timeout: 1m }]\n")
            .hooks()
            .get(0);

    assertThat(pki.before()).containsExactly("redis");
    assertThat(pki.timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(pki.chart().text()).isEqualTo("pki");
  }

  @Test
  void override_ofNothing_isAnErrorWithTheNearestName() {
    included("services.yaml", SERVICES);

    assertThat(
            problems(
                """
                include: [services.yaml]
                components: [{ name: postgers, values: {} }, { name: x, kind: core-addon }]
                hooks: [{ name: pkj, before: [kong] }]
                """))
        .containsExactly(
            "distro.yaml:6:24: there is no component 'postgers' to change; did you mean"
                + " 'postgres'?",
            "distro.yaml:6:48: component 'x' has no chart",
            "distro.yaml:7:19: there is no hook 'pkj' to change; did you mean 'pki'?");
  }

  @Test
  void override_problems_areToldWhereTheyStand() {
    included(
        "services.yaml",
        "components: [{ name: a, kind: core-addon, chart: a, rollback: never, timeout: 1 }]\n");

    assertThat(
            problems("include: [services.yaml]\ncomponents: [{ name: a, timeout: soon, x: 1 }]\n"))
        .containsExactly(
            "distro.yaml:6:36: 'soon' is no duration; write 90s, 10m or 1h30m",
            "distro.yaml:6:42: unknown key 'x' in component 'a'",
            "services.yaml:4:65: rollback 'never' is neither allowed nor forward-only");
  }

  @Test
  void exclude_dropsComponentsHooksAndKinds() {
    included("services.yaml", SERVICES);

    assertThat(names(read("include: [services.yaml]\nexclude: [redis, pki]\n")))
        .containsExactly("postgres", "kong");
    assertThat(read("include: [services.yaml]\nexclude: [redis, pki]\n").hooks()).isEmpty();
    assertThat(names(read("include: [services.yaml]\nexclude: [kind=managed-service]\n")))
        .containsExactly("kong");
    Manifest replaced =
        read(
            """
            include: [services.yaml]
            exclude: [kong, redis]
            components: [{ name: redis, kind: core-addon, chart: mine }]
            """);
    assertThat(names(replaced)).containsExactly("postgres", "redis");
    assertThat(component(replaced, "redis").namespace()).isEqualTo("demo");
    assertThat(replaced.hooks()).hasSize(1);
  }

  @Test
  void exclude_unknown_isAnErrorWithTheNearestName() {
    included("services.yaml", SERVICES);

    assertThat(
            problems(
                """
                include: [services.yaml]
                exclude: [rediss, kind=addon, idm]
                components: [{ name: idm, kind: core-addon, chart: idm }]
                """))
        .containsExactly(
            "distro.yaml:6:13: there is no component, hook or external 'rediss'; did you mean"
                + " 'redis'?",
            "distro.yaml:6:21: kind 'addon' is neither managed-service nor core-addon",
            "distro.yaml:6:33: there is no component, hook or external 'idm'");
  }

  @Test
  void item_takesWhatItNames() {
    included("services.yaml", SERVICES + "profiles: { small: { exclude: [kong] } }\n");

    assertThat(names(read("include: [{ manifest: services.yaml, only: [kind=core-addon] }]\n")))
        .containsExactly("kong");
    assertThat(names(read("include: [{ manifest: services.yaml, exclude: [postgres] }]\n")))
        .containsExactly("redis", "kong");
    assertThat(names(read("include: [{ manifest: services.yaml, profile: small }]\n")))
        .containsExactly("postgres", "redis");
    assertThat(
            problems(
                "include: [{ manifest: services.yaml, profile: smal, only: [x] }, {}, 7]\n"
                    + "components: [{ name: a, kind: core-addon, chart: a }]\n"))
        .containsExactly(
            "distro.yaml:5:49: '"
                + dir.resolve("services.yaml")
                + "' has no profile 'smal'; did"
                + " you mean 'small'?",
            "distro.yaml:5:68: include has no manifest",
            "distro.yaml:5:72: include: expected a map, found 7");
  }

  @Test
  void sameName_fromTwoFiles_namesBoth() {
    included("a.yaml", "components: [{ name: x, kind: core-addon, chart: a }]\n");
    included("b.yaml", "\ncomponents: [{ name: x, kind: core-addon, chart: a }]\n");

    assertThat(problems("include: [a.yaml, b.yaml]\n"))
        .containsExactly(
            "distro.yaml:5:21: component 'x' comes from both '%s' (line 4) and '%s' (line 5);"
                    .formatted(dir.resolve("a.yaml"), dir.resolve("b.yaml"))
                + " exclude it from one");
    assertThat(names(read("include: [a.yaml, { manifest: b.yaml, exclude: [x] }]\n")))
        .containsExactly("x");
  }

  @Test
  void sameFile_reachedTwice_countsOnce() {
    included("base.yaml", SERVICES);
    included("a.yaml", "include: [base.yaml]\n");
    included("sub/b.yaml", "include: [../sub/../base.yaml]\n");

    assertThat(names(read("include: [a.yaml, sub/b.yaml]\n")))
        .containsExactly("postgres", "redis", "kong");

    included("c.yaml", "include: [base.yaml]\ncomponents: [{ name: kong, timeout: 1m }]\n");
    assertThat(problems("include: [a.yaml, c.yaml]\n"))
        .singleElement()
        .asString()
        .contains("component 'kong' comes from both", "base.yaml' (line 16)", "c.yaml' (line 5)");
  }

  @Test
  void cycle_namesItsPath() {
    included("a.yaml", "include: [b.yaml]\ncomponents: []\n");
    included("b.yaml", "include: [distro.yaml]\n");

    assertThat(problems("include: [a.yaml]\ncomponents: [{name: c, kind: core-addon, chart: c}]\n"))
        .containsExactly(
            "b.yaml:4:13: includes go in a circle: distro.yaml -> a.yaml -> b.yaml -> distro.yaml"
                .replaceAll(" (\\w+\\.yaml)", " " + dir + "/$1"));
    assertThat(problems("include: [./distro.yaml]\n").get(0)).contains("in a circle");
  }

  @Test
  void chainOfIncludes_hasALimit() {
    for (int i = 1; i <= 20; i++) {
      included("f" + i + ".yaml", "include: [f" + (i + 1) + ".yaml]\n");
    }

    assertThat(problems("include: [f1.yaml]\n"))
        .contains("f15.yaml:4:13: includes are nested deeper than 16 files");
  }

  @Test
  void files_haveALimit() {
    StringBuilder many = new StringBuilder("include:\n");
    for (int i = 0; i < 100; i++) {
      included("f" + i + ".yaml", "components: [{name: c" + i + ", kind: core-addon, chart: c}]\n");
      many.append("  - f").append(i).append(".yaml\n");
    }

    assertThat(problems(many.toString()))
        .containsExactly("distro.yaml:105:7: more than 100 files are included");
  }

  @Test
  void unreadableFiles_areProblemsLikeAllOthers() {
    included("bad.yaml", "components: [\n");
    files.write("list.yaml", "[1]");

    assertThat(
            problems(
                """
                include: [gone.yaml, "https://example.org/x.yaml", bad.yaml, list.yaml, "a\\0b"]
                components: [{ name: A, kind: core-addon, chart: a }]
                """))
        .hasSize(6)
        .anyMatch(p -> p.startsWith("bad.yaml:5:"))
        .contains(
            "distro.yaml:5:13: cannot read manifest '"
                + dir.resolve("gone.yaml")
                + "': there is no such file",
            "distro.yaml:5:24: only paths are supported: https://example.org/x.yaml",
            "list.yaml:1:1: the manifest: expected a map, found a list",
            "distro.yaml:6:24: 'A' is no name; use lower-case letters, digits and '-' between"
                + " them");
  }

  @Test
  void parameters_ofTheIncluderWin() {
    included("a.yaml", "parameters: { p: { type: string, default: a, pattern: '^a' } }\n");
    included("b.yaml", "parameters: { p: { type: string, default: b }, q: { type: integer } }\n");
    String component = "components: [{ name: c, kind: core-addon, chart: c }]\n";

    Manifest one = read("include: [a.yaml]\nparameters: { p: { default: ab } }\n" + component);
    assertThat(one.parameters().get(0).json())
        .isEqualTo(Map.of("type", "string", "default", "ab", "pattern", "^a"));
    Manifest without =
        read("include: [a.yaml]\nparameters: { p: { default: null } }\n" + component);
    assertThat(without.parameters().get(0).byDefault()).isEmpty();
    Manifest both =
        read(
            "include: [a.yaml, b.yaml]\nparameters: { p: { type: boolean, default: true } }\n"
                + component);
    assertThat(both.parameters()).extracting("name").containsExactlyInAnyOrder("p", "q");
    assertThat(both.parameters().stream().filter(p -> p.name().equals("p")).findFirst())
        .hasValueSatisfying(
            p -> assertThat(p.json()).isEqualTo(Map.of("type", "boolean", "default", true)));
    assertThat(problems("include: [a.yaml, b.yaml]\n" + component))
        .containsExactly(
            "distro.yaml:5:21: parameter 'p' differs between '%s' (line 4) and '%s' (line 4);"
                    .formatted(dir.resolve("a.yaml"), dir.resolve("b.yaml"))
                + " settle it in this file");
  }

  @Test
  void parameters_thatAgree_areOne() {
    included("a.yaml", "parameters: { p: { type: string, default: a } }\n");
    included("b.yaml", "parameters: { p: { default: a, type: string } }\n");

    assertThat(
            read("include: [a.yaml, b.yaml]\n"
                    + "components: [{ name: c, kind: core-addon, chart: c }]\n")
                .parameters())
        .hasSize(1);
  }

  @Test
  void kubernetes_ofAllMustHold() {
    included("a.yaml", "kubernetes: '>=1.28.0-0 <1.32 || 1.40.x'\n");
    included("b.yaml", "kubernetes: '>=1.28.0-0 <1.32 || 1.40.x'\n");
    included("c.yaml", "kubernetes: '1.29 - 1.30'\n");
    String component = "components: [{ name: c, kind: core-addon, chart: c }]\n";

    assertThat(read("include: [a.yaml, b.yaml]\n" + component).kubernetes())
        .isEqualTo(">=1.28.0-0 <1.32 || 1.40.x");
    assertThat(read("kubernetes: '!=1.30.2'\ninclude: [a.yaml, c.yaml]\n" + component).kubernetes())
        .isEqualTo(">=1.28.0-0 <1.32 >=1.29 <=1.30 !=1.30.2 || 1.40.x >=1.29 <=1.30 !=1.30.2");
    included("any.yaml", "kubernetes: '*'\n");
    assertThat(read("include: [any.yaml, a.yaml]\n" + component).kubernetes())
        .isEqualTo(">=1.28.0-0 <1.32 || 1.40.x");
    assertThat(read("kubernetes: '*'\ninclude: [a.yaml]\n" + component).kubernetes())
        .isEqualTo(">=1.28.0-0 <1.32 || 1.40.x");
    String wide = "kubernetes: '" + "1.2.3 || ".repeat(20) + "1'\n";
    included("d.yaml", wide);
    assertThat(problems(wide.replace("1.2.3", "1.2.4") + "include: [d.yaml]\n" + component))
        .singleElement()
        .asString()
        .contains("no version range, or none that can be joined");
  }

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

  @Test
  void external_isReadAndChecked() {
    included("services.yaml", SERVICES);

    Manifest manifest =
        read(
            """
            include: [services.yaml]
            exclude: [postgres]
            parameters: { dbHost: { type: string } }
            providers: { database: rds, sql: postgres }
            external:
              - { name: rds, provides: ["database 16.4"], values: { host: "<%dbHost%>" } }
            """);

    assertThat(manifest.externals())
        .singleElement()
        .satisfies(
            rds -> {
              assertThat(rds.name()).isEqualTo("rds");
              assertThat(rds.provides())
                  .extracting(Provision::capability)
                  .containsExactly("database");
              assertThat(rds.values()).isEqualTo(Map.of("host", "<%dbHost%>"));
            });
    // What is chosen but excluded is no choice any more.
    assertThat(manifest.providers())
        .extracting(choice -> choice.capability() + "=" + choice.provider())
        .containsExactly("database=rds");
    assertThat(
            problems(
                """
                include: [services.yaml]
                providers: { database: postgers, cache: [redis] }
                external:
                  - { name: redis, provides: ["cache 7"] }
                  - { name: rds, provides: [database], values: { host: "<%dbhost%>" } }
                  - { name: s3, values: [] }
                  - { name: x, provides: ["x 1"], chart: x }
                  - { name: z, provides: ["z 1", "q\t1", "z 2", "w one"] }
                """))
        .containsExactly(
            "distro.yaml:6:26: there is no component or external 'postgers'; did you mean"
                + " 'postgres'?",
            "distro.yaml:6:43: provider of 'cache': expected a name",
            "distro.yaml:8:15: there is a component 'redis' too",
            "distro.yaml:9:31: say which version is provided: 'database 16.4'",
            "distro.yaml:9:58: there is no parameter 'dbhost'",
            "distro.yaml:10:7: external 's3' has no provides",
            "distro.yaml:10:27: values: expected a map",
            "distro.yaml:11:37: unknown key 'chart' in external 'x'",
            "distro.yaml:12:43: capability 'z' is there twice",
            "distro.yaml:12:50: 'one' is no version of capability 'w'");
  }

  @Test
  void external_canBeBroughtChangedAndDropped() {
    included(
        "cloud.yaml",
        """
        external: [{ name: rds, provides: ["database 16.4"], values: { host: db, port: 1 } }]
        providers: { database: rds }
        """);
    String spec =
        """
        include: [cloud.yaml]
        components: [{ name: a, kind: core-addon, chart: a }]
        external: [{ name: rds, values: { port: 2 } }]
        profiles: { local: { exclude: [rds] } }
        """;

    assertThat(read(spec).externals().get(0).values()).isEqualTo(Map.of("host", "db", "port", 2L));
    assertThat(read(spec, "local").externals()).isEmpty();
    assertThat(read(spec, "local").providers()).isEmpty();
  }

  @Test
  void nothingLeft_isAnError() {
    included("services.yaml", SERVICES);

    assertThat(
            problems(
                "include: [services.yaml]\nexclude: [kind=core-addon, kind=managed-service]\n"))
        .containsExactly("distro.yaml:5:3: spec has no components");
  }

  private void included(String path, String spec) {
    files.write(path, HEAD + spec.indent(2));
  }

  private Manifest read(String spec) {
    return ManifestReader.read(files.manifest(spec));
  }

  private Manifest read(String spec, String profile) {
    return ManifestReader.read(files.manifest(spec), Optional.of(profile));
  }

  private static ComponentSpec component(Manifest manifest, String name) {
    return manifest.components().stream()
        .filter(component -> component.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(Manifest manifest) {
    return manifest.components().stream().map(ComponentSpec::name).toList();
  }

  /** The places, the files named relative to the directory. */
  private List<String> problems(String spec) {
    DistroException e = catchThrowableOfType(DistroException.class, () -> read(spec));
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
    String prefix = dir + "/";
    return e.where().stream()
        .map(place -> place.toString())
        .map(place -> place.startsWith(prefix) ? place.substring(prefix.length()) : place)
        .toList();
  }
}
