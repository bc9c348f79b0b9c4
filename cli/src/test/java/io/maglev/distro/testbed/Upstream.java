package io.maglev.distro.testbed;

import com.sun.net.httpserver.Headers;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The API server behind a {@link FaultProxy}. Thread-safe. */
final class Upstream {
  /** Those that belong to a connection; the other side has its own. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection", "content-length", "host", "transfer-encoding", "upgrade", "http2-settings");

  private final HttpClient client;
  private final String base;
  private final String token;
  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();

  Upstream(Config config) throws IOException {
    this.base = config.getMasterUrl().replaceAll("/+$", "");
    this.token = config.getAutoOAuthToken();
    this.client = HttpClient.newBuilder().sslContext(trusting(config.getCaCertFile())).build();
  }

  /** Sends and reads the whole answer. */
  Answer send(ProxiedRequest request, Headers headers, byte[] body)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(http(request, headers, body), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), headers(response.headers()), response.body());
  }

  /** Sends and gives the answer as it comes. */
  Stream open(ProxiedRequest request, Headers headers, byte[] body)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(http(request, headers, body), HttpResponse.BodyHandlers.ofInputStream());
    Stream stream =
        new Stream(
            response.statusCode(), headers(response.headers()), response.body(), streams::remove);
    streams.add(stream);
    return stream;
  }

  void endStreams() {
    streams.forEach(Stream::close);
  }

  private HttpRequest http(ProxiedRequest request, Headers headers, byte[] body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + request.path()))
            .method(
                request.method(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(
        (name, values) -> {
          if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> builder.header(name, value));
          }
        });
    return builder.setHeader("Authorization", "Bearer " + token).build();
  }

  private static Map<String, String> headers(HttpHeaders headers) {
    Map<String, String> kept = new LinkedHashMap<>();
    headers
        .map()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name) && !name.startsWith(":")) {
                kept.put(name, values.get(0));
              }
            });
    return kept;
  }

  private static SSLContext trusting(String authority) throws IOException {
    try (InputStream pem = Files.newInputStream(Path.of(authority))) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** A whole answer. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  /** An answer that goes on. */
  record Stream(int status, Map<String, String> headers, InputStream body, Consumer<Stream> onClose)
      implements AutoCloseable {
    @Override
    public void close() {
      onClose.accept(this);
      try {
        body.close();
      } catch (IOException e) {
        return; // it is over all the same
      }
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
