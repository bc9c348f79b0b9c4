package io.maglev.distro.kube;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token in a file that somebody renews, such as a Pod's; read again every minute as by
 * client-go, and at once when the server refuses it.
 */
final class TokenFile implements CredentialSource {
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Path file;
  private @Nullable Credentials known;
  private long readAt;

  TokenFile(Path file) {
    this.file = file;
  }

  @Override
  public synchronized Credentials current() {
    long now = System.nanoTime();
    Credentials credentials = known;
    if (credentials == null || now - readAt > FRESH.toNanos()) {
      credentials = Credentials.ofToken(token());
      known = credentials;
      readAt = now;
    }
    return credentials;
  }

  @Override
  public synchronized boolean renew(Credentials refused) {
    known = null;
    return !current().equals(refused);
  }

  private String token() {
    return UserCredentials.textOf(file)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                DistroException.of(
                    ErrorCode.CLUSTER_FORBIDDEN,
                    "cannot read token file '" + file + "': it is missing or empty"));
  }
}
