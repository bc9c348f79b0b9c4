package io.maglev.distro.kube;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.Credentials.ClientCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code user} of a kubeconfig, in client-go's order of precedence. */
final class UserCredentials {
  private UserCredentials() {}

  static CredentialSource of(
      Kubeconfig.Entry user,
      String name,
      Kubeconfig.Entry cluster,
      Map<String, String> environment) {
    CredentialSource plain = plain(user, name);
    Credentials extra = impersonation(user, certificate(user, name));
    CredentialSource main =
        user.content().at("exec").isPresent() && isAnonymous(plain)
            ? ExecPlugin.of(user, name, cluster, environment)
            : plain;
    return extra.isAnonymous() ? main : new Combined(main, extra);
  }

  /** PEM text from {@code KEY-data} (base64), else from the file that {@code KEY} names. */
  static Optional<String> dataOrFile(Kubeconfig.Entry entry, String key) {
    Optional<String> data = entry.text(key + "-data");
    if (data.isPresent()) {
      try {
        byte[] decoded = Base64.getMimeDecoder().decode(data.get());
        return Optional.of(new String(decoded, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw DistroException.of(
            ErrorCode.CLUSTER_UNREACHABLE,
            "cannot use kubeconfig '" + entry.file() + "': " + key + "-data is not base64");
      }
    }
    return entry
        .path(key)
        .map(
            file ->
                textOf(file)
                    .orElseThrow(
                        () ->
                            DistroException.of(
                                ErrorCode.CLUSTER_UNREACHABLE,
                                "cannot read " + key + " '" + file + "'",
                                "correct its path in kubeconfig '" + entry.file() + "'")));
  }

  /** The file's text, empty if it cannot be read. */
  static Optional<String> textOf(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static CredentialSource plain(Kubeconfig.Entry user, String name) {
    if (user.path("tokenFile").isPresent()) {
      return new TokenFile(user.path("tokenFile").get());
    }
    if (user.text("token").isPresent()) {
      return CredentialSource.of(Credentials.ofToken(user.text("token").get()));
    }
    if (user.text("username").isPresent()) {
      return CredentialSource.of(
          Credentials.ofBasic(user.text("username").get(), user.text("password").orElse("")));
    }
    return CredentialSource.of(authProvider(user, name));
  }

  /** The retired {@code auth-provider}: a token it left in the file still serves. */
  private static Credentials authProvider(Kubeconfig.Entry user, String name) {
    if (user.content().at("auth-provider").isEmpty()) {
      return Credentials.ANONYMOUS;
    }
    return user.text("auth-provider", "config", "id-token")
        .or(() -> user.text("auth-provider", "config", "access-token"))
        .map(Credentials::ofToken)
        .orElseThrow(
            () ->
                DistroException.of(
                    ErrorCode.CLUSTER_FORBIDDEN,
                    "cannot use user '" + name + "': auth-provider is not supported",
                    "use its exec plugin instead"));
  }

  private static boolean isAnonymous(CredentialSource source) {
    return !(source instanceof TokenFile) && source.current().isAnonymous();
  }

  private static Credentials certificate(Kubeconfig.Entry user, String name) {
    Optional<String> chain = dataOrFile(user, "client-certificate");
    Optional<String> key = dataOrFile(user, "client-key");
    if (chain.isEmpty() && key.isEmpty()) {
      return Credentials.ANONYMOUS;
    }
    if (chain.isEmpty() || key.isEmpty()) {
      throw DistroException.of(
          ErrorCode.CLUSTER_FORBIDDEN,
          "cannot use user '" + name + "': client-certificate and client-key belong together");
    }
    return Credentials.ANONYMOUS.withCertificate(new ClientCertificate(chain.get(), key.get()));
  }

  private static Credentials impersonation(Kubeconfig.Entry user, Credentials credentials) {
    Credentials result = credentials;
    if (user.text("as").isPresent()) {
      result = result.withHeader("Impersonate-User", List.of(user.text("as").get()));
    }
    if (user.text("as-uid").isPresent()) {
      result = result.withHeader("Impersonate-Uid", List.of(user.text("as-uid").get()));
    }
    List<String> groups = strings(user.content().at("as-groups"));
    if (!groups.isEmpty()) {
      result = result.withHeader("Impersonate-Group", groups);
    }
    if (user.content().at("as-user-extra").orElse(null) instanceof Map<?, ?> extra) {
      for (Map.Entry<?, ?> entry : extra.entrySet()) {
        result =
            result.withHeader(
                "Impersonate-Extra-" + ApiPaths.segment(String.valueOf(entry.getKey())),
                strings(Optional.ofNullable(entry.getValue())));
      }
    }
    return result;
  }

  private static List<String> strings(Optional<?> list) {
    return list.filter(List.class::isInstance).stream()
        .flatMap(value -> ((List<?>) value).stream())
        .map(String::valueOf)
        .toList();
  }

  /** Credentials that change, beside a certificate or impersonation that do not. */
  private record Combined(CredentialSource main, Credentials extra) implements CredentialSource {
    @Override
    public Credentials current() {
      return combine(main.current());
    }

    @Override
    public boolean renew(Credentials refused) {
      return main.renew(refused) && !current().equals(refused);
    }

    private Credentials combine(Credentials first) {
      Credentials result = first;
      for (Map.Entry<String, List<String>> header : extra.headers().entrySet()) {
        result = result.withHeader(header.getKey(), header.getValue());
      }
      return result.certificate().isPresent() || extra.certificate().isEmpty()
          ? result
          : result.withCertificate(extra.certificate().get());
    }
  }
}
