package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigLoaderTest {
  private static final String TWO_CONTEXTS =
      """
      apiVersion: v1
      kind: Config
      current-context: dev
      clusters:
      - name: dev-cluster
        cluster: {server: "https://dev.example:6443", insecure-skip-tls-verify: true}
      - name: prod-cluster
        cluster:
          server: https://prod.example/k8s/clusters/c-1
          certificate-authority: ca.pem
          tls-server-name: kube.prod.example
          proxy-url: http://proxy.example:3128
      users:
      - name: dev-user
        user: {token: dev-secret}
      - name: prod-user
        user: {username: admin, password: "pass:word", as: root, as-groups: [system:masters, ops]}
      contexts:
      - name: dev
        context: {cluster: dev-cluster, user: dev-user, namespace: team}
      - name: prod
        context: {cluster: prod-cluster, user: prod-user}
      - name: broken
        context: {cluster: nowhere, user: dev-user}
      - name: nameless
        context: {cluster: dev-cluster, user: nobody}
      - name: open
        context: {cluster: dev-cluster}
      """;

  private final Path directory;

  KubeconfigLoaderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void load_currentContext_hasItsParts() throws IOException {
    ClusterConnection connection = load(TWO_CONTEXTS, "");

    assertThat(connection.displayName()).isEqualTo("context 'dev'");
    assertThat(connection.server()).hasToString("https://dev.example:6443");
    assertThat(connection.namespace()).isEqualTo("team");
    assertThat(connection.tls().insecure()).isTrue();
    assertThat(connection.proxy()).isEmpty();
    assertThat(authorization(connection)).isEqualTo("Bearer dev-secret");
  }

  @Test
  void load_namedContext_readsFilesBesideTheKubeconfig() throws IOException {
    Files.writeString(directory.resolve("ca.pem"), "the authorities");

    ClusterConnection connection = load(TWO_CONTEXTS, "prod");

    assertThat(connection.server().getPath()).isEqualTo("/k8s/clusters/c-1");
    assertThat(connection.namespace()).isEqualTo("default");
    assertThat(connection.tls().authorities()).contains("the authorities");
    assertThat(connection.tls().serverName()).contains("kube.prod.example");
    assertThat(connection.proxy()).get().hasToString("http://proxy.example:3128");
    String pair =
        Base64.getEncoder().encodeToString("admin:pass:word".getBytes(StandardCharsets.UTF_8));
    assertThat(authorization(connection)).isEqualTo("Basic " + pair);
    assertThat(connection.credentials().current().headers())
        .containsEntry("Impersonate-User", List.of("root"))
        .containsEntry("Impersonate-Group", List.of("system:masters", "ops"));
  }

  @Test
  void load_contextWithoutUser_isAnonymous() throws IOException {
    assertThat(load(TWO_CONTEXTS, "open").credentials().current()).isEqualTo(Credentials.ANONYMOUS);
  }

  @Test
  void load_namespaceFlag_wins() throws IOException {
    Path file = write("config", TWO_CONTEXTS);
    ClusterSelection selection =
        new ClusterSelection(Optional.of(file), Optional.empty(), Optional.of("mine"));

    assertThat(loader(Map.of()).load(selection).namespace()).isEqualTo("mine");
  }

  @Test
  void load_missingContext_namesThoseThatExist() {
    assertThatThrownBy(() -> load(TWO_CONTEXTS, "staging"))
        .isInstanceOfSatisfying(
            DistroException.class,
            failure ->
                assertThat(failure.hint())
                    .contains("choose one with --context of: broken, dev, nameless, open, prod"))
        .hasMessage("cannot use the kubeconfig: there is no context 'staging'");
  }

  @Test
  void load_danglingReferences_sayWhatIsMissing() {
    assertThatThrownBy(() -> load(TWO_CONTEXTS, "broken"))
        .hasMessageContaining("context 'broken' names cluster 'nowhere'");
    assertThatThrownBy(() -> load(TWO_CONTEXTS, "nameless"))
        .hasMessageContaining("context 'nameless' names user 'nobody'");
    assertThatThrownBy(() -> load(TWO_CONTEXTS, "prod"))
        .hasMessageContaining("cannot read certificate-authority");
  }

  @Test
  void load_listOfFiles_firstToNameWins() throws IOException {
    Path first =
        write(
            "first",
            """
            contexts: [{name: dev, context: {cluster: other, user: dev-user, namespace: first}}]
            """);
    Path second = write("second", TWO_CONTEXTS.replace("dev-cluster", "other"));
    Path missing = directory.resolve("missing");
    String list =
        String.join(File.pathSeparator, first.toString(), missing.toString(), second.toString());

    ClusterConnection connection =
        loader(Map.of("KUBECONFIG", list)).load(ClusterSelection.DEFAULT);

    assertThat(connection.namespace()).isEqualTo("first");
    assertThat(connection.server()).hasToString("https://dev.example:6443");
  }

  @Test
  void load_withoutVariable_readsTheHomeDirectory() throws IOException {
    Files.createDirectories(directory.resolve(".kube"));
    write(".kube/config", TWO_CONTEXTS);

    assertThat(loader(Map.of()).load(ClusterSelection.DEFAULT).displayName())
        .isEqualTo("context 'dev'");
  }

  @Test
  void load_inAPod_usesTheServiceAccount() throws IOException {
    write("token", "pod-token\n");
    write("ca.crt", "pod ca");
    write("namespace", "pods-own");
    Map<String, String> environment =
        Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443");

    ClusterConnection connection =
        new KubeconfigLoader(environment, directory.resolve("home"), directory)
            .load(ClusterSelection.DEFAULT);

    assertThat(connection.server()).hasToString("https://[fd00::1]:6443");
    assertThat(connection.namespace()).isEqualTo("pods-own");
    assertThat(connection.tls().authorities()).contains("pod ca");
    assertThat(authorization(connection)).isEqualTo("Bearer pod-token");
  }

  @Test
  void load_nothingConfigured_saysHow() {
    assertThatThrownBy(() -> loader(Map.of()).load(ClusterSelection.DEFAULT))
        .isInstanceOfSatisfying(
            DistroException.class,
            failure -> assertThat(failure.hint().orElse("")).contains("--kubeconfig", "KUBECONFIG"))
        .hasMessage("cannot find a cluster: there is no kubeconfig");
  }

  @Test
  void load_missingNamedFile_isAnError() {
    ClusterSelection selection =
        new ClusterSelection(
            Optional.of(directory.resolve("none")), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> loader(Map.of()).load(selection))
        .isInstanceOf(DistroException.class)
        .hasMessageStartingWith("cannot read kubeconfig '")
        .hasMessageEndingWith("': there is no such file");
  }

  @Test
  void tokenFile_isReadAgainWhenRefused() throws IOException {
    Path token = write("token.txt", "one");
    ClusterConnection connection =
        load(TWO_CONTEXTS.replace("{token: dev-secret}", "{tokenFile: token.txt}"), "");
    Credentials first = connection.credentials().current();
    Files.writeString(token, "two");

    boolean renewed = connection.credentials().renew(first);

    assertThat(first.headers()).containsEntry("Authorization", List.of("Bearer one"));
    assertThat(renewed).isTrue();
    assertThat(authorization(connection)).isEqualTo("Bearer two");
    assertThat(connection.credentials().renew(connection.credentials().current())).isFalse();
  }

  @Test
  void clientCertificate_dataIsDecoded_andNeedsItsKey() throws IOException {
    String chain = Base64.getEncoder().encodeToString("CHAIN".getBytes(StandardCharsets.UTF_8));
    String key = Base64.getEncoder().encodeToString("KEY".getBytes(StandardCharsets.UTF_8));
    String both = "{client-certificate-data: %s, client-key-data: %s}".formatted(chain, key);
    String alone = "{client-certificate-data: %s}".formatted(chain);

    Credentials credentials =
        load(TWO_CONTEXTS.replace("{token: dev-secret}", both), "").credentials().current();

    assertThat(credentials.certificate())
        .contains(new Credentials.ClientCertificate("CHAIN", "KEY"));
    assertThat(credentials.toString()).doesNotContain("KEY");
    assertThatThrownBy(() -> load(TWO_CONTEXTS.replace("{token: dev-secret}", alone), ""))
        .hasMessageContaining("belong together");
  }

  @Test
  void execPlugin_runsOnce_withItsArgumentsAndVariables() throws IOException {
    Path counter = directory.resolve("runs");
    Path program =
        script(
            """
            echo run >> "$COUNTER"
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",'
            echo "\\"status\\":{\\"token\\":\\"$1-$SUFFIX\\"}}"
            """);

    ClusterConnection connection =
        load(
            exec(
                program,
                "args: [\"a b;c\"], env: [{name: SUFFIX, value: x}, {name: COUNTER, value: "
                    + counter
                    + "}]"),
            "");

    assertThat(authorization(connection)).isEqualTo("Bearer a b;c-x");
    assertThat(authorization(connection)).isEqualTo("Bearer a b;c-x");
    assertThat(Files.readAllLines(counter)).hasSize(1);
    connection.credentials().renew(connection.credentials().current());
    assertThat(Files.readAllLines(counter)).hasSize(2);
  }

  @Test
  void execPlugin_getsTheClusterIfItAsks() throws IOException {
    Path info = directory.resolve("info.json");
    Path program =
        script(
            """
            printf '%s' "$KUBERNETES_EXEC_INFO" > "$INFO"
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",'
            echo '"status":{"token":"t"}}'
            """);
    ClusterConnection connection =
        load(
            exec(program, "provideClusterInfo: true, env: [{name: INFO, value: " + info + "}]"),
            "");

    connection.credentials().current();

    assertThat(Files.readString(info))
        .contains("\"interactive\":false")
        .contains("\"server\":\"https://dev.example:6443\"");
  }

  @Test
  void execPlugin_failures_areTold() throws IOException {
    Path failing = script("exit 3");
    Path silent = script("true");
    String missing = exec(directory.resolve("absent"), "installHint: install it");

    assertThatThrownBy(() -> load(exec(failing, ""), "").credentials().current())
        .hasMessageContaining("credential plugin of user 'dev-user'")
        .hasMessageContaining("exit code 3");
    assertThatThrownBy(() -> load(exec(silent, ""), "").credentials().current())
        .hasMessageContaining("printed no JSON object");
    assertThatThrownBy(() -> load(missing, "").credentials().current())
        .isInstanceOfSatisfying(
            DistroException.class, failure -> assertThat(failure.hint()).contains("install it"))
        .hasMessageContaining("cannot be started");
    assertThatThrownBy(() -> load(exec(failing, "").replace("k8s.io/v1", "k8s.io/v1alpha1"), ""))
        .hasMessageContaining("is not known");
  }

  private static String exec(Path program, String more) {
    String plugin =
        "{exec: {apiVersion: client.authentication.k8s.io/v1, command: "
            + program
            + (more.isEmpty() ? "" : ", " + more)
            + "}}";
    return TWO_CONTEXTS.replace("{token: dev-secret}", plugin);
  }

  private Path script(String body) throws IOException {
    Path script = Files.createTempFile(directory, "plugin", ".sh");
    Files.writeString(script, "#!/bin/sh\n" + body);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private ClusterConnection load(String yaml, String context) throws IOException {
    Path file = write("config", yaml);
    return loader(Map.of())
        .load(
            new ClusterSelection(
                Optional.of(file),
                Optional.of(context).filter(name -> !name.isEmpty()),
                Optional.empty()));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private KubeconfigLoader loader(Map<String, String> environment) {
    return new KubeconfigLoader(environment, directory, directory.resolve("no-service-account"));
  }

  private static String authorization(ClusterConnection connection) {
    return String.join("", connection.credentials().current().headers().get("Authorization"));
  }
}
