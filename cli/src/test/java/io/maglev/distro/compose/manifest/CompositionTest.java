package io.maglev.distro.compose.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Manifests put together from others: what is included, dropped, chosen and limited. */
class CompositionTest extends CompositionCase {
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
}
