package io.maglev.distro.kube;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.Credentials.ClientCertificate;
import io.maglev.distro.model.KubeObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A credential plugin: a program that prints an {@code ExecCredential}. It is run without a shell
 * and without input; what it says on stderr reaches the user, since some ask to open a web page.
 * Its answer is kept until it expires or the server refuses it.
 */
final class ExecPlugin implements CredentialSource {
  private static final String GROUP = "client.authentication.k8s.io/";
  private static final Duration TIME_LIMIT = Duration.ofMinutes(2);
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final int MOST_OUTPUT = 4 << 20;

  private final String user;
  private final String apiVersion;
  private final Optional<String> hint;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Duration timeLimit;
  private @Nullable Credentials known;
  private Instant expires = Instant.MAX;

  private ExecPlugin(
      String user,
      KubeObject exec,
      List<String> command,
      Map<String, String> environment,
      Duration timeLimit) {
    this.user = user;
    this.apiVersion = exec.apiVersion();
    this.hint = exec.string("installHint").filter(text -> !text.isBlank());
    this.command = command;
    this.environment = environment;
    this.timeLimit = timeLimit;
  }

  static ExecPlugin of(
      Kubeconfig.Entry user,
      String name,
      Kubeconfig.Entry cluster,
      Map<String, String> environment) {
    return of(user, name, cluster, environment, TIME_LIMIT);
  }

  static ExecPlugin of(
      Kubeconfig.Entry user,
      String name,
      Kubeconfig.Entry cluster,
      Map<String, String> environment,
      Duration timeLimit) {
    KubeObject exec = execOf(user);
    String version = exec.apiVersion();
    if (!version.equals(GROUP + "v1") && !version.equals(GROUP + "v1beta1")) {
      throw refused(name, "its apiVersion '" + version + "' is not known", Optional.empty(), null);
    }
    if (exec.string("interactiveMode").filter("Always"::equals).isPresent()) {
      throw refused(name, "it insists on a terminal", Optional.empty(), null);
    }
    List<String> command = new ArrayList<>();
    command.add(program(user, exec));
    exec.at("args")
        .filter(List.class::isInstance)
        .ifPresent(args -> ((List<?>) args).forEach(arg -> command.add(String.valueOf(arg))));
    Map<String, String> variables = new LinkedHashMap<>(environment);
    for (Map<String, @Nullable Object> variable : exec.maps("env")) {
      variables.put(String.valueOf(variable.get("name")), String.valueOf(variable.get("value")));
    }
    variables.put("KUBERNETES_EXEC_INFO", info(exec, cluster));
    return new ExecPlugin(name, exec, command, variables, timeLimit);
  }

  @Override
  public synchronized Credentials current() {
    Credentials credentials = known;
    if (credentials == null || Instant.now().isAfter(expires.minus(MARGIN))) {
      credentials = ask();
      known = credentials;
    }
    return credentials;
  }

  @Override
  public synchronized boolean renew(Credentials refused) {
    if (refused.equals(known)) {
      known = null;
    }
    return !current().equals(refused);
  }

  @SuppressWarnings("unchecked") // YAML maps have string keys only
  private static KubeObject execOf(Kubeconfig.Entry user) {
    return user.content().at("exec").orElse(null) instanceof Map<?, ?> map
        ? new KubeObject((Map<String, @Nullable Object>) map)
        : new KubeObject(Map.of());
  }

  /** As client-go: a name with a separator is relative to the kubeconfig, others are in PATH. */
  private static String program(Kubeconfig.Entry user, KubeObject exec) {
    String command = exec.string("command").orElse("");
    return command.contains("/") || command.contains("\\")
        ? user.file().toAbsolutePath().resolveSibling(Path.of(command)).toString()
        : command;
  }

  private static String info(KubeObject exec, Kubeconfig.Entry cluster) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("interactive", false);
    if (exec.at("provideClusterInfo").filter(Boolean.TRUE::equals).isPresent()) {
      spec.put("cluster", cluster.content().content());
    }
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("apiVersion", exec.apiVersion());
    info.put("kind", "ExecCredential");
    info.put("spec", spec);
    return KubeJson.write(info);
  }

  private Credentials ask() {
    try {
      KubeObject answer = new KubeObject(KubeJson.read(run()));
      if (!answer.kind().equals("ExecCredential") || !answer.apiVersion().equals(apiVersion)) {
        throw failed("it did not answer with an ExecCredential of " + apiVersion, null);
      }
      expires = expiry(answer);
      return credentials(answer);
    } catch (IOException e) {
      throw failed("it printed no JSON object", null);
    }
  }

  private Credentials credentials(KubeObject answer) {
    Credentials credentials =
        answer
            .string("status", "token")
            .filter(token -> !token.isEmpty())
            .map(Credentials::ofToken)
            .orElse(Credentials.ANONYMOUS);
    Optional<String> chain = answer.string("status", "clientCertificateData");
    Optional<String> key = answer.string("status", "clientKeyData");
    if (chain.isPresent() && key.isPresent()) {
      credentials = credentials.withCertificate(new ClientCertificate(chain.get(), key.get()));
    }
    if (credentials.equals(Credentials.ANONYMOUS)) {
      throw failed("its answer holds neither a token nor a certificate", null);
    }
    return credentials;
  }

  private Instant expiry(KubeObject answer) {
    Optional<String> text = answer.string("status", "expirationTimestamp");
    try {
      return text.map(Instant::parse).orElse(Instant.MAX);
    } catch (DateTimeParseException e) {
      throw failed("its expirationTimestamp is no RFC 3339 time", null);
    }
  }

  private byte[] run() {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(NullDevice.FILE));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw failed("it cannot be started", e);
    }
    try {
      return output(process);
    } finally {
      process.destroyForcibly();
    }
  }

  private byte[] output(Process process) {
    OutputReader reader = OutputReader.start(process.getInputStream(), MOST_OUTPUT);
    try {
      if (!process.waitFor(timeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("it did not end within " + timeLimit.toSeconds() + " s", null);
      }
      if (process.exitValue() != 0) {
        throw failed("it ended with exit code " + process.exitValue(), null);
      }
      return reader.get(timeLimit);
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    }
  }

  private DistroException failed(String reason, @Nullable Throwable cause) {
    return refused(user, "'" + command.get(0) + "': " + reason, hint, cause);
  }

  private static DistroException refused(
      String user, String reason, Optional<String> hint, @Nullable Throwable cause) {
    return new DistroException(
        ErrorCode.CLUSTER_FORBIDDEN,
        "cannot run the credential plugin of user '" + user + "': " + reason,
        List.of(),
        hint,
        cause);
  }
}
