package io.maglev.distro.kube;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the cluster to talk to as kubectl does: the named kubeconfig, else those of {@code
 * KUBECONFIG}, else {@code ~/.kube/config}, else the Pod's own service account. Done here, since
 * fabric8's own reading costs a quarter of a second and trusts more than the file says. Immutable.
 */
public final class KubeconfigLoader {
  private final Map<String, String> environment;
  private final Path home;
  private final Path serviceAccount;

  /**
   * @param environment the process' environment
   * @param home the user's home directory
   */
  public KubeconfigLoader(Map<String, String> environment, Path home) {
    this(environment, home, Path.of("/var/run/secrets/kubernetes.io/serviceaccount"));
  }

  KubeconfigLoader(Map<String, String> environment, Path home, Path serviceAccount) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.serviceAccount = serviceAccount;
  }

  /**
   * The connection that is meant; contacts nobody and runs nothing yet.
   *
   * @throws DistroException if no cluster is configured, a named context is missing, or a file
   *     cannot be read
   */
  public ClusterConnection load(ClusterSelection selection) {
    List<Path> files = files(selection);
    Kubeconfig config = Kubeconfig.read(files);
    if (config.isEmpty() && selection.context().isEmpty()) {
      return inCluster(selection).orElseThrow(() -> nothingConfigured(selection));
    }
    String name = selection.context().orElseGet(config::currentContext);
    if (name.isEmpty()) {
      throw unusable("no context is current", config);
    }
    Kubeconfig.Entry context =
        config
            .context(name)
            .orElseThrow(() -> unusable("there is no context '" + name + "'", config));
    return connection(config, name, context, selection);
  }

  private List<Path> files(ClusterSelection selection) {
    if (selection.kubeconfig().isPresent()) {
      return List.of(selection.kubeconfig().get());
    }
    String listed = environment.getOrDefault("KUBECONFIG", "");
    Stream<Path> candidates =
        listed.isEmpty()
            ? Stream.of(home.resolve(".kube").resolve("config"))
            : Stream.of(listed.split(File.pathSeparator))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    return candidates.filter(Files::exists).toList();
  }

  private ClusterConnection connection(
      Kubeconfig config, String name, Kubeconfig.Entry context, ClusterSelection selection) {
    String clusterName = context.text("cluster").orElse("");
    Kubeconfig.Entry cluster =
        config
            .cluster(clusterName)
            .orElseThrow(
                () ->
                    unusable(
                        "context '"
                            + name
                            + "' names cluster '"
                            + clusterName
                            + "', which is not"
                            + " there",
                        config));
    URI server = server(cluster, clusterName);
    CredentialSource credentials =
        context
            .text("user")
            .map(
                user ->
                    config
                        .user(user)
                        .map(entry -> UserCredentials.of(entry, user, cluster, environment))
                        .orElseThrow(
                            () ->
                                unusable(
                                    "context '"
                                        + name
                                        + "' names user '"
                                        + user
                                        + "', who is not"
                                        + " there",
                                    config)))
            .orElse(CredentialSource.of(Credentials.ANONYMOUS));
    return new ClusterConnection(
        "context '" + name + "'",
        server,
        selection.namespace().or(() -> context.text("namespace")).orElse("default"),
        tls(cluster),
        credentials,
        cluster
            .text("proxy-url")
            .map(text -> address(text, "proxy-url of cluster '" + clusterName + "'"))
            .or(() -> ProxySettings.of(environment, server)));
  }

  private static URI server(Kubeconfig.Entry cluster, String name) {
    String text =
        cluster
            .text("server")
            .orElseThrow(
                () ->
                    DistroException.of(
                        ErrorCode.CLUSTER_UNREACHABLE,
                        "cannot use cluster '" + name + "': it has no server address",
                        "set its server in the kubeconfig"));
    URI server = address(text.contains("://") ? text : "https://" + text, "cluster '" + name + "'");
    if (server.getHost() == null || !List.of("https", "http").contains(server.getScheme())) {
      throw DistroException.of(
          ErrorCode.CLUSTER_UNREACHABLE,
          "cannot use cluster '" + name + "': its server '" + text + "' is no http(s) address");
    }
    return server;
  }

  private static URI address(String text, String what) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw DistroException.of(
          ErrorCode.CLUSTER_UNREACHABLE, "cannot use " + what + ": it is not an address");
    }
  }

  private static TlsSettings tls(Kubeconfig.Entry cluster) {
    return new TlsSettings(
        UserCredentials.dataOrFile(cluster, "certificate-authority"),
        cluster.isTrue("insecure-skip-tls-verify"),
        cluster.text("tls-server-name"));
  }

  /** The way of a Pod: environment variables and mounted files. */
  private Optional<ClusterConnection> inCluster(ClusterSelection selection) {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    Path token = serviceAccount.resolve("token");
    if (selection.kubeconfig().isPresent() || host.isEmpty() || !Files.exists(token)) {
      return Optional.empty();
    }
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    String literal = host.contains(":") ? "[" + host + "]" : host;
    Path authority = serviceAccount.resolve("ca.crt");
    Path namespace = serviceAccount.resolve("namespace");
    return Optional.of(
        new ClusterConnection(
            "the cluster of this Pod",
            URI.create("https://" + literal + ":" + port),
            selection
                .namespace()
                .or(() -> UserCredentials.textOf(namespace).map(String::strip))
                .orElse("default"),
            new TlsSettings(UserCredentials.textOf(authority), false, Optional.empty()),
            new TokenFile(token),
            Optional.empty()));
  }

  private DistroException nothingConfigured(ClusterSelection selection) {
    String looked =
        selection
            .kubeconfig()
            .map(file -> "kubeconfig '" + file + "' names none")
            .orElse("there is no kubeconfig");
    return DistroException.of(
        ErrorCode.CLUSTER_UNREACHABLE,
        "cannot find a cluster: " + looked,
        "name one with --kubeconfig or in KUBECONFIG");
  }

  private static DistroException unusable(String reason, Kubeconfig config) {
    String known = String.join(", ", config.contextNames());
    return DistroException.of(
        ErrorCode.CLUSTER_UNREACHABLE,
        "cannot use the kubeconfig: " + reason,
        "choose one with --context" + (known.isEmpty() ? "" : " of: " + known));
  }
}
