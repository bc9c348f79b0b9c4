package io.maglev.distro.cli.error;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An API server that knows its version and answers all else in one way. */
final class FakeApiServer implements AutoCloseable {
  private static final String VERSION =
      "{\"major\":\"1\",\"minor\":\"34\",\"gitVersion\":\"v1.34.0\"}";

  private final HttpServer server;

  private FakeApiServer(HttpServer server) {
    this.server = server;
  }

  /** Answers with a {@code Status} of this code, reason and message. */
  static FakeApiServer thatSays(int code, String reason, String message) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String status =
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,"reason":"%s","message":"%s"}
        """
            .formatted(code, reason, message.replace("\"", "\\\""));
    server.createContext("/", exchange -> answer(exchange, code, status));
    server.createContext("/version", exchange -> answer(exchange, 200, VERSION));
    server.start();
    return new FakeApiServer(server);
  }

  /** Writes a kubeconfig for a port at which nobody listens. */
  static Path kubeconfigOfNobody(Path dir) throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return kubeconfig(dir, socket.getLocalPort());
    }
  }

  /** Writes a kubeconfig for this server. */
  Path kubeconfig(Path dir) throws IOException {
    return kubeconfig(dir, server.getAddress().getPort());
  }

  private static Path kubeconfig(Path dir, int port) throws IOException {
    return Files.writeString(
        dir.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: prod
        contexts: [{ name: prod, context: { cluster: prod, user: ann } }]
        users: [{ name: ann, user: { token: t } }]
        clusters: [{ name: prod, cluster: { server: "http://127.0.0.1:%d" } }]
        """
            .formatted(port));
  }

  private static void answer(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
